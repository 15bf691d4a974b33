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
    private static final Path TESTS = Path.of("src/test/resources/dashboard");

    /** A hole of a template, outside of an attribute, for what an agent, a receiver or another person wrote. */
    private static final Pattern RAW_TEXT = Pattern.compile(
            "(?<![=\"])\\$\\{[\\w.?]*\\.(action|agent_name|comment|ip_address|last_error|response_body)(?: \\?\\? '')?\\}");

    /** Node's own test runner, over the modules that need no browser. */
    @Test
    void theModulesThatNeedNoBrowserKeepTheirTests(@TempDir Path directory) throws Exception {
        assumeTrue(isInstalled("node"), "this machine is without Node.js");
        for (String script : List.of("context-summary", "exact-json", "header-lines", "router", "visible")) {
            Files.copy(SCRIPTS.resolve(script + ".js"), directory.resolve(script + ".js"));
        }
        for (String tests : List.of("exact-json", "router", "texts")) {
            Files.copy(TESTS.resolve(tests + ".test.mjs"), directory.resolve(tests + ".test.mjs"));
        }
        Files.writeString(directory.resolve("package.json"), "{\"type\": \"module\"}");

        Process node = new ProcessBuilder("node", "--test", "--test-reporter=tap")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(node.waitFor()).as(output).isZero();
        assertThat(output).contains("# tests ", "# fail 0");
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
