package org.agentwarden.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/** WildFly, with Hibernate, RESTEasy and its own broker, as {@code server-config/wildfly} sets it up. */
@Tag("wildfly")
class WildFlyIT extends ServerContract {

    @Override
    String jersey() {
        return "3\\.1\\.[0-9]+\\s";
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
