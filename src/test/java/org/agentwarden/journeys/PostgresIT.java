package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Endpoint;
import org.agentwarden.systems.Reply;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same server on a real PostgreSQL, by configuration alone; skipped where none is installed. */
class PostgresIT {

    private static final int PORT = Tools.freePort();

    private static Path programs;
    private static Path data;
    private static AgentWardenServer server;

    @BeforeAll
    static void startBoth() throws IOException {
        Optional<Path> found = installed();
        Tools.need(found.isPresent(), "a PostgreSQL server (Debian: postgresql)");
        programs = found.get();
        // PostgreSQL refuses to run as root and needs a directory of its own user.
        data = Files.createTempDirectory(Path.of("/tmp"), "agentwarden-postgres-");
        if (isRoot()) {
            run(List.of("chown", "postgres", data.toString()));
        }
        pg("initdb", "-D", data.resolve("db").toString(), "-A", "trust", "-U", "agentwarden");
        pg(
                "pg_ctl",
                "-D",
                data.resolve("db").toString(),
                "-l",
                data.resolve("log").toString(),
                "-o",
                "-p " + PORT + " -h 127.0.0.1 -k " + data,
                "-w",
                "start");
        pg("createdb", "-h", "127.0.0.1", "-p", Integer.toString(PORT), "-U", "agentwarden", "agentwarden");
        server = AgentWardenServer.named("postgres")
                .with("AGENTWARDEN_DATABASE_URL", "jdbc:postgresql://127.0.0.1:" + PORT + "/agentwarden")
                .with("AGENTWARDEN_DATABASE_USER", "agentwarden")
                .with("AGENTWARDEN_WEBHOOKS_RETRY_DELAYS", "200ms,400ms,800ms")
                .start();
    }

    @AfterAll
    static void stopBoth() {
        if (server != null) {
            server.close();
        }
        if (data != null) {
            pg("pg_ctl", "-D", data.resolve("db").toString(), "-m", "immediate", "stop");
            run(List.of("rm", "-rf", data.toString()));
        }
    }

    @Test
    void anApprovedActionReachesItsReceiverAtTheThirdAttemptAndSurvivesARestart() {
        Company company = Company.register(server.baseUri());
        Agent agent = company.agent("refunder");
        company.requireApproval(agent, "stripe.refund");
        try (WebhookReceiver receiver = WebhookReceiver.answering(Reply.status(500), Reply.status(500), Reply.ok())) {
            Endpoint endpoint = company.webhook(receiver.uri(), "approval.approved");
            String approval = agent.check("stripe.refund", "{\"amount\": 50.00, \"note\": \"für Zoë ✓\"}")
                    .approvalId();
            company.approve(approval);

            assertThat(receiver.awaitRequests("approval.approved", 3))
                    .extracting(request -> request.attempt())
                    .containsExactly(1, 2, 3);
            assertThat(receiver.requests()).allMatch(request -> request.isSignedWith(endpoint.secret()));
            assertThat(receiver.requests().get(0).text()).contains("\"amount\":50.00,\"note\":\"für Zoë ✓\"");

            server.restart();
            assertThat(company.approval(approval).getString("status")).isEqualTo("approved");
        }
    }

    private static Optional<Path> installed() throws IOException {
        Path root = Path.of("/usr/lib/postgresql");
        if (Files.notExists(root)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(root)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .findFirst();
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"))
                && FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    private static void pg(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        run(command);
    }

    private static void run(List<String> command) {
        Tools.Run run = Tools.run(Path.of("/tmp"), "", command);
        assertThat(run.exitCode()).as(run.output()).isZero();
    }
}
