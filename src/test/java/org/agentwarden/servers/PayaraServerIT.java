package org.agentwarden.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/** Payara Server, with EclipseLink, Jersey and our resource adapter, as {@code server-config/payara-server} sets it up. */
@Tag("payara-server")
class PayaraServerIT extends ServerContract {

    @Override
    String jersey() {
        return "[0-9.]+payara";
    }

    @Override
    ApplicationServer start(Path war, Map<String, String> environment) throws IOException {
        Path home = Path.of(System.getProperty("payara.home"));
        Path base = Files.createTempDirectory(war.toAbsolutePath().getParent(), "payara-server-");
        ApplicationServer.copy(home.resolve("glassfish/domains/domain1"), base.resolve("domain1"));
        List<Integer> ports = ApplicationServer.freePorts(2);
        usePorts(base.resolve("domain1/config/domain.xml"), ports.get(0), ports.get(1));
        Path deployments = Files.write(
                base.resolve("deploy.asadmin"),
                List.of(
                        "deploy --name AgentWardenBroker " + war.resolveSibling("AgentWardenBroker.rar"),
                        "deploy --name agentwarden --contextroot / " + war));
        ProcessBuilder builder = new ProcessBuilder(
                ApplicationServer.java(),
                "-jar",
                home.resolve("glassfish/lib/client/appserver-cli.jar").toString(),
                "start-domain",
                "--verbose",
                "--domaindir",
                base.toString(),
                "--postbootcommandfile",
                deployments.toString(),
                "domain1");
        builder.environment().putAll(environment);
        return ApplicationServer.start(builder, ports.get(0), base.resolve("console.log"));
    }

    private static void usePorts(Path configuration, int http, int administration) throws IOException {
        String text = Files.readString(configuration)
                .replace(
                        "name=\"agentwarden.http.port\" value=\"8080\"",
                        "name=\"agentwarden.http.port\" value=\"" + http + '"')
                .replace("port=\"4848\"", "port=\"" + administration + '"');
        Files.writeString(configuration, text);
    }
}
