package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.AgentWardenServer.Finished;
import org.agentwarden.systems.Api;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.Ports;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The commands of {@code agentwarden.jar} beside the start itself. */
@Tag("full")
@ExtendWith(SharedServer.class)
class CommandsIT {

    private static final Duration TAKEN_OVER_WITHIN = LoadFactor.scale(Duration.ofSeconds(30));

    private static Finished run(AgentWardenServer.Setup setup, String... arguments) {
        AgentWardenServer notStarted = setup.create();
        return notStarted.finish(List.of(arguments));
    }

    private static AgentWardenServer.Setup fresh() {
        return AgentWardenServer.named("command").with("AGENTWARDEN_DATABASE_URL", "");
    }

    @Test
    void theHelpNamesTheCommandsAndWhereTheSettingsAre() {
        Finished help = run(fresh(), "--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.output())
                .contains(
                        "serve",
                        "check",
                        "rotate-key",
                        "reset-password",
                        "verify-log",
                        "AGENTWARDEN_HTTP_PORT",
                        "configuration.md");
    }

    @Test
    void theVersionIsOursWithTheServerAndTheJavaBelow() {
        Finished version = run(fresh(), "--version");

        assertThat(version.exitCode()).isZero();
        assertThat(version.output().lines().toList())
                .satisfiesExactly(
                        ours -> assertThat(ours).matches("AgentWarden \\d+\\.\\d+\\.\\d+.*"),
                        payara -> assertThat(payara).matches("Payara Micro \\d+\\.\\d+\\.\\d+.*"),
                        java -> assertThat(java).startsWith("Java " + System.getProperty("java.version")));
    }

    @Test
    void aWordThatIsNoCommandIsRefusedWithTheOnesThereAre() {
        Finished refused = run(fresh(), "serv");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.output()).contains("Unmatched argument at index 0: 'serv'", "agentwarden serve");
    }

    @Test
    void aCheckSaysWhatAStartWouldSay(AgentWardenServer running) {
        Finished good = run(fresh().with("AGENTWARDEN_HTTP_PROT", "80"), "check");
        assertThat(good.output())
                .contains("ok: the settings can be used")
                .contains("warning: AGENTWARDEN_HTTP_PROT is not a setting; the most similar is AGENTWARDEN_HTTP_PORT")
                .contains("ok: port ");
        assertThat(good.exitCode()).isZero();

        Finished taken = run(fresh().port(running.baseUri().getPort()), "check");
        assertThat(taken.output()).contains("can't listen on 127.0.0.1 port");
        assertThat(taken.exitCode()).isEqualTo(1);

        Finished wrong = run(fresh().with("AGENTWARDEN_WEBHOOKS_TIMEOUT", "soon"), "check");
        assertThat(wrong.output()).contains("agentwarden.webhooks.timeout: 'soon' must be a duration");
        assertThat(wrong.exitCode()).isEqualTo(78);

        String nobody = "jdbc:postgresql://127.0.0.1:" + Ports.any() + "/agentwarden";
        Finished alone = run(fresh().database(nobody), "check");
        assertThat(alone.output()).contains("agentwarden.database.url: can't reach 127.0.0.1 port");
        assertThat(alone.exitCode()).isEqualTo(1);
    }

    /** The broker that stands by does not listen, and the driver knows lists of servers that are no URL. */
    @Test
    void aCheckAsksOneOfSeveralServers() throws IOException {
        try (ServerSocket broker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String pair = "tcp://127.0.0.1:" + Ports.any() + ",tcp://127.0.0.1:" + broker.getLocalPort();
            Finished one = run(fresh().with("AGENTWARDEN_BROKER_URL", pair), "check");
            assertThat(one.output()).contains("ok: agentwarden.broker.url: 127.0.0.1 port " + broker.getLocalPort());
            assertThat(one.exitCode()).isZero();
        }
        String nobody = "tcp://127.0.0.1:" + Ports.any() + ",tcp://127.0.0.1:" + Ports.any();
        Finished none = run(fresh().with("AGENTWARDEN_BROKER_URL", nobody), "check");
        assertThat(none.output()).contains("AgentWarden can't start: agentwarden.broker.url: can't reach 127.0.0.1");
        assertThat(none.exitCode()).isEqualTo(1);

        Finished list = run(fresh().database("jdbc:postgresql://one.example,two.example/agentwarden"), "check");
        assertThat(list.output()).contains("warning: agentwarden.database.url names no single server");
        assertThat(list.exitCode()).isZero();
    }

    @Test
    void optionsOfPayaraMicroComeAfterTwoHyphens() {
        Finished started = run(fresh(), "serve", "--", "--version");

        assertThat(started.output()).contains("Payara Micro");
        assertThat(run(fresh(), "serve", "--version-of-payara").exitCode()).isEqualTo(2);
    }

    /** A file of settings that nobody could start with is nothing to a check of a file. */
    @Test
    void anExportOfTheLogIsCheckedWithoutSettings(AgentWardenServer running, @TempDir Path directory)
            throws IOException {
        String export = Company.register(running.baseUri())
                .api()
                .get("/api/logs/export?format=sealed")
                .expect(200)
                .body();
        Path file = Files.writeString(directory.resolve("export.jsonl"), export);
        AgentWardenServer offline =
                fresh().with("AGENTWARDEN_WEBHOOKS_TIMEOUT", "soon").create();

        Finished good = offline.finish(List.of("verify-log", file.toString()));
        assertThat(good.output()).contains("0 seals", "have no seal yet", "compare it with the public_key");
        assertThat(good.exitCode()).isZero();

        Finished missing = offline.finish(List.of("verify-log", file + ".missing"));
        assertThat(missing.output()).contains("verify-log: ", "NoSuchFileException");
        assertThat(missing.exitCode()).isEqualTo(2);
    }

    @Test
    void settingsMayStandInAFileBehindTheEnvironment() throws IOException {
        AgentWardenServer server = fresh().create();
        Path file = server.dataDirectory().resolveSibling("agentwarden.properties");
        Files.createDirectories(file.getParent());
        Files.writeString(file, """
                agentwarden.http.port=1
                agentwarden.webhooks.timeout=soon
                agentwarden.retention.deliverys=7d
                """);

        Finished checked = server.finish(List.of("check"));

        assertThat(checked.output())
                .contains(
                        "agentwarden.retention.deliverys is not a setting; the most similar is agentwarden.retention.deliveries")
                .contains("agentwarden.webhooks.timeout: 'soon' must be a duration");
        Files.writeString(file, "agentwarden.http.port=1\n");
        assertThat(server.finish(List.of("check")).exitCode()).isZero();
    }

    @Test
    void theOperatorsLinkLetsAnAdminInWhoHasLostThePassword(AgentWardenServer running) {
        Company company = Company.register(running.baseUri());
        String token = order(running, company.email());
        JsonObject chosen = Json.createObjectBuilder()
                .add("token", token)
                .add("password", "the operator knows me")
                .build();
        Api anonymous = Api.anonymous(running.baseUri());

        await().atMost(TAKEN_OVER_WITHIN)
                .until(() -> anonymous.post("/auth/reset-password", chosen).status() == 200);

        Company back = Company.login(running.baseUri(), company.email(), "the operator knows me");
        assertThat(back.changes().get(0).getJsonObject("context").getString("made_by"))
                .isEqualTo("operator");
        assertThat(running.dataDirectory().resolve("orders")).isEmptyDirectory();
    }

    /** A sweep that one bad file stops would be reported as not live, and the server be restarted for ever. */
    @Test
    void aFileThatCanNotBeReadHoldsUpNoOther(AgentWardenServer running) throws IOException {
        Path orders = Files.createDirectories(running.dataDirectory().resolve("orders"));
        List<Path> unreadable = new ArrayList<>();
        for (int number = 0; number < 5; number++) {
            unreadable.add(Files.createDirectory(orders.resolve("unreadable-" + number)));
        }
        String unused = order(running, "behind-bad-files@nowhere.example");

        await().atMost(TAKEN_OVER_WITHIN)
                .until(() -> Files.readString(running.log()).contains("behind-bad-files@nowhere.example"));
        assertThat(Api.anonymous(running.baseUri()).get("/health/live").status())
                .isEqualTo(200);
        for (Path directory : unreadable) {
            Files.deleteIfExists(directory);
        }
    }

    @Test
    void theOperatorsInvitationMakesAnAdministrator(AgentWardenServer running) {
        Company company = Company.register(running.baseUri());
        String email = "second." + company.email();
        String token = token(running, "invite", email, "--organization", company.organizationId());
        JsonObject accepted = Json.createObjectBuilder()
                .add("token", token)
                .add("password", "the operator asked me")
                .build();
        Api anonymous = Api.anonymous(running.baseUri());

        await().atMost(TAKEN_OVER_WITHIN)
                .until(() -> anonymous.post("/auth/accept-invitation", accepted).status() == 200);

        Company second = Company.login(running.baseUri(), email, "the operator asked me");
        second.api().post("/api/agents", "{\"name\":\"of-the-second\"}").expect(201);
        assertThat(company.changes())
                .anySatisfy(row -> assertThat(row.getJsonObject("context").getString("invited_by", ""))
                        .isEqualTo("operator"));
        anonymous.post("/auth/accept-invitation", accepted).expect(400);
    }

    @Test
    void anInvitationThatCanNotBeIsNamedInTheLog(AgentWardenServer running) {
        Company company = Company.register(running.baseUri());
        String unused = token(running, "invite", company.email(), "--organization", company.organizationId());
        String unknown = token(running, "invite", "nobody@elsewhere.example", "--organization", "none");

        await().atMost(TAKEN_OVER_WITHIN)
                .untilAsserted(() -> assertThat(Files.readString(running.log()))
                        .contains("invite for " + company.email()
                                + " is not made: somebody signs in here with this address already")
                        .contains("invite for nobody@elsewhere.example is not made: there is no such organization"));
        assertThat(unknown).isNotBlank();
    }

    @Test
    void aLinkForAnAddressThatNobodyHasIsNamedInTheLog(AgentWardenServer running) {
        String unused = order(running, "nobody@nowhere.example");

        await().atMost(TAKEN_OVER_WITHIN)
                .until(() -> Files.readString(running.log()).contains("nobody@nowhere.example"));
    }

    /** @return the token of the link that the command prints */
    private static String order(AgentWardenServer running, String email) {
        return token(running, "reset-password", email);
    }

    /** Of the link that a command prints. */
    private static String token(AgentWardenServer running, String... command) {
        Finished printed = running.finish(List.of(command));
        assertThat(printed.exitCode()).as(printed.output()).isZero();
        String link = printed.output()
                .lines()
                .filter(line -> line.startsWith(running.baseUri().toString()) && line.contains("?token="))
                .findFirst()
                .orElseThrow(() -> new AssertionError(printed.output()));
        return link.substring(link.indexOf('=') + 1);
    }
}
