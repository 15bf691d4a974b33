package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Assume;
import org.agentwarden.systems.Ports;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guide to the first hour, played as it is printed, at other ports. */
@Tag("full")
class FirstHourIT {

    private static final Path GUIDE = Path.of("src", "docs", "guides", "first-hour.md");
    private static final Path JAR =
            Path.of(System.getProperty(AgentWardenServer.JAR_PROPERTY, "target/agentwarden.jar"));

    @TempDir
    private Path directory;

    @Test
    void anOperatorsFirstHour() throws IOException {
        Assume.present(isThere("curl") && isThere("jq") && isThere("openssl", "version"), "curl, jq and openssl");
        for (String name : List.of("agentwarden.jar", "agentwarden-new.jar")) {
            Files.copy(JAR, directory.resolve(name));
        }

        Tools.Run run = Tools.run(directory, "", List.of("bash", "-euo", "pipefail", "-c", script()));

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output())
                .contains("ok: the settings can be used")
                .contains("/accept-invitation?token=")
                .doesNotContain("correct horse");
    }

    /** The servers that it starts end with it. */
    private String script() throws IOException {
        return """
                export PATH=%s:$PATH AGENTWARDEN_HTTP_PORT=%d
                export JAVA_TOOL_OPTIONS='-XX:TieredStopAtLevel=1 -Djava.io.tmpdir=%s'
                trap 'kill -9 $(cat server.pid) 2>/dev/null || true' EXIT
                """.formatted(
                                Path.of(System.getProperty("java.home"), "bin"),
                                Ports.any(),
                                Files.createDirectory(directory.resolve("tmp")))
                + DocumentedCommandsIT.commands(GUIDE, "sh").replace("8443", Integer.toString(Ports.any()));
    }

    private boolean isThere(String... command) {
        List<String> asked = command.length > 1 ? List.of(command) : List.of(command[0], "--version");
        return Tools.run(directory, "", asked).exitCode() == 0;
    }
}
