package org.agentwarden.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DashboardScriptsTest {

    private static final Path SCRIPTS = Path.of("src/main/webapp/dashboard/app");

    /** A hole of a template, outside of an attribute, for what an agent, a receiver or another person wrote. */
    private static final Pattern RAW_TEXT = Pattern.compile(
            "(?<![=\"])\\$\\{[\\w.?]*\\.(action|agent_name|comment|ip_address|last_error|response_body)(?: \\?\\? '')?\\}");

    @Test
    void whatOthersWroteIsShownWithAllItsCharactersAndHeadersKeepTheirColons(@TempDir Path directory) throws Exception {
        assumeTrue(isInstalled("node"), "this machine is without Node.js");
        for (String script : List.of("exact-json.js", "header-lines.js", "visible.js")) {
            Files.copy(SCRIPTS.resolve(script), directory.resolve(script));
        }
        Files.writeString(directory.resolve("package.json"), "{\"type\": \"module\"}");
        Files.copy(Path.of("src/test/resources/dashboard/visible.mjs"), directory.resolve("visible.mjs"));

        Process node = new ProcessBuilder("node", "visible.mjs")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(node.waitFor()).as(output).isZero();
    }

    @Test
    void noTemplateShowsWhatOthersWroteAsItIs() throws IOException {
        List<String> raw = new ArrayList<>();
        try (Stream<Path> scripts = Files.list(SCRIPTS)) {
            for (Path script : scripts.toList()) {
                RAW_TEXT.matcher(Files.readString(script))
                        .results()
                        .map(MatchResult::group)
                        .forEach(found -> raw.add(script.getFileName() + ": " + found));
            }
        }
        assertThat(raw).isEmpty();
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
