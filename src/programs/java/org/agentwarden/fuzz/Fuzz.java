package org.agentwarden.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.agentwarden.openapi.ApiDocument;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Api;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Python;

/**
 * Runs Schemathesis against a fresh server as its admin and an agent. Arguments: requests, about (20000), seed (1). What it
 * prints, and a report, is left in {@code target/fuzz}. Exits with 1 when an answer was not as documented, or 5xx.
 */
public final class Fuzz {

    private static final String CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,"
            + "response_schema_conformance,response_headers_conformance";

    /** They can take the ground from under whoever asks, so they have their turn at the end. */
    private static final List<String> LAST =
            List.of("changeOrganization", "changePassword", "changeRole", "removeUser", "revokeApiKey");

    /** A stream is no body with a schema. */
    private static final List<String> ENDLESS = List.of("watch");

    private static final Path REPORTS = Path.of("target", "fuzz").toAbsolutePath();

    /** Nobody listens there: what the webhooks of the run want to reach, it does not. */
    private static final String NOWHERE = "http://127.0.0.1:1";

    private final AgentWardenServer server;
    private final String python;
    private final long seed;
    private final Company company;
    private final Agent agent;

    private Fuzz(AgentWardenServer server, String python, long seed) {
        this.server = server;
        this.python = python;
        this.seed = seed;
        this.company = Company.register(server.baseUri());
        this.agent = company.agent("support-bot");
        company.requireApproval(agent, "stripe.refund");
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        int requests = args.length > 0 ? Integer.parseInt(args[0]) : 20_000;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        Optional<String> python = Python.with("fuzz", "schemathesis==4.32.5");
        if (python.isEmpty()) {
            System.out.println("SKIPPED: Schemathesis can't be installed, see target/python/fuzz.log");
            return;
        }
        boolean clean;
        try (AgentWardenServer server = AgentWardenServer.named("fuzz")
                .with("AGENTWARDEN_EGRESS_PROXY", NOWHERE)
                .start()) {
            clean = new Fuzz(server, python.get(), seed).run(requests);
        }
        System.exit(clean ? 0 : 1);
    }

    private boolean run(int requests) throws IOException, InterruptedException {
        Files.createDirectories(REPORTS);
        int each = Math.max(1, requests / document().operations().size());
        boolean clean = schemathesis("most", each, "--exclude-operation-id", ENDLESS);
        // Even after findings: there is the more to repair at once.
        return schemathesis("last", each, "--include-operation-id", List.of()) && clean;
    }

    private ApiDocument document() {
        return ApiDocument.parse(Api.anonymous(server.baseUri())
                .send("GET", "/openapi", Map.of("Accept", "application/json"), new byte[0])
                .expect(200)
                .body());
    }

    private boolean schemathesis(String name, int examples, String selection, List<String> further)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                python,
                "-m",
                "schemathesis.cli",
                "run",
                server.baseUri() + "/openapi",
                "--checks=" + CHECKS,
                "--mode=all",
                "--max-examples=" + examples,
                "--seed=" + seed,
                "--continue-on-failure",
                // Longer than an agent may ask to wait.
                "--request-timeout=45",
                "--suppress-health-check=all",
                "--header=Authorization: Bearer " + company.token(),
                "--header=X-API-Key: " + agent.apiKey(),
                "--report=junit",
                "--report-junit-path=" + REPORTS.resolve(name + ".xml"),
                "--no-color"));
        Stream.concat(LAST.stream(), further.stream())
                .flatMap(id -> Stream.of(selection, id))
                .forEach(command::add);
        Path output = REPORTS.resolve(name + ".txt");
        int exitCode = new ProcessBuilder(command)
                .directory(REPORTS.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        System.out.println(Files.readString(output));
        return exitCode == 0;
    }
}
