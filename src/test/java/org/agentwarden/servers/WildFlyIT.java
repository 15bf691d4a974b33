package org.agentwarden.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.agentwarden.systems.Assume;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.PostgresServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** WildFly, with Hibernate, RESTEasy and its own broker, as {@code server-config/wildfly} sets it up. */
@Tag("wildfly")
class WildFlyIT extends ServerContract {

    @Override
    String jersey() {
        return "3\\.1\\.[0-9]+\\s";
    }

    @Test
    void aServerWhosePostgresHasEndedServesAgainWithoutARestart() throws IOException {
        Assume.postgres();
        try (PostgresServer postgres = PostgresServer.start();
                ApplicationServer server = start(
                        Path.of(System.getProperty("agentwarden.war")),
                        Map.of(
                                "AGENTWARDEN_DATABASE_DRIVER",
                                "agentwarden.war_org.postgresql.Driver_42_7",
                                "AGENTWARDEN_DATABASE_URL",
                                postgres.url(),
                                "AGENTWARDEN_DATABASE_USER",
                                PostgresServer.USER,
                                "AGENTWARDEN_DATABASE_PASSWORD",
                                PostgresServer.PASSWORD))) {
            assertThat(register(server, "first")).isEqualTo(200);

            postgres.crash();
            assertThat(register(server, "second")).isEqualTo(503);
            postgres.resume();

            await().atMost(LoadFactor.scale(Duration.ofSeconds(20)))
                    .until(() -> register(server, "third"), status -> status == 200);
        }
    }

    private static int register(ApplicationServer server, String name) {
        String company = "{'email': '%s@example.com', 'password': 'correct horse', 'organization_name': '%s'}";
        return server.call(
                        "POST",
                        "/auth/register",
                        Map.of(),
                        company.formatted(name, name).replace('\'', '"'))
                .status();
    }

    @Override
    ApplicationServer start(Path war, Map<String, String> environment) throws IOException {
        Path home = Path.of(System.getProperty("wildfly.home"));
        Path base = Files.createTempDirectory(war.toAbsolutePath().getParent(), "wildfly-");
        ApplicationServer.copy(home.resolve("standalone/configuration"), base.resolve("configuration"));
        Files.createDirectory(base.resolve("deployments"));
        Files.copy(war, base.resolve("deployments/agentwarden.war"));
        Files.createDirectory(base.resolve("log"));
        List<Integer> ports = ApplicationServer.freePorts(2);
        ProcessBuilder builder = new ProcessBuilder(
                ApplicationServer.java(),
                "-Xmx768m",
                "-Djava.net.preferIPv4Stack=true",
                "-Djboss.home.dir=" + home,
                "-Djboss.server.base.dir=" + base,
                "-Djboss.management.http.port=" + ports.get(1),
                "-Dorg.jboss.boot.log.file=" + base.resolve("log/server.log"),
                "-Dlogging.configuration="
                        + base.resolve("configuration/logging.properties").toUri(),
                "-jar",
                home.resolve("jboss-modules.jar").toString(),
                "-mp",
                home.resolve("modules").toString(),
                "org.jboss.as.standalone",
                "--server-config=standalone-full.xml");
        builder.environment().putAll(environment);
        builder.environment()
                .put("AGENTWARDEN_DATA_DIR", base.resolve("agentwarden").toString());
        builder.environment().put("AGENTWARDEN_HTTP_PORT", ports.get(0).toString());
        return ApplicationServer.start(builder, ports.get(0), base.resolve("console.log"));
    }
}
