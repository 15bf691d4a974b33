package org.agentwarden.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.agentwarden.openapi.ApiDocument;
import org.agentwarden.systems.Assume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DashboardScriptsTest {

    private static final Path SCRIPTS = Path.of("src/main/webapp/dashboard/app");
    private static final Path TESTS = Path.of("src/test/resources/dashboard");

    private static final Path DOCUMENT = Path.of("src/main/resources/META-INF/openapi.yaml");
    private static final String PROJECT = "src/main/jsconfig.json";
    private static final Path COMPILER = Path.of("target/typescript");
    private static final Path TYPES = Path.of("target/dashboard-types");
    private static final int LINE_LENGTH = 120;

    /** A hole of a template, outside of an attribute, for what an agent, a receiver or another person wrote. */
    private static final Pattern RAW_TEXT = Pattern.compile(
            "(?<![=\"])\\$\\{[\\w.?]*\\.(action|agent_name|comment|ip_address|last_error|response_body)(?: \\?\\? '')?\\}");

    /** TypeScript's compiler, which reads the types in the comments and those of the API document. */
    @Test
    void theScriptsHaveTheTypesThatTheySay() throws Exception {
        needNode();
        Path libraries = TYPES.resolve("libraries");
        WebJar.unpack("typescript", Pattern.compile("lib/(_?tsc\\.js|lib\\..*\\.d\\.ts)"), COMPILER);
        WebJar.unpack("lit-html", Pattern.compile(".*\\.d\\.ts"), libraries.resolve("lit-html"));
        WebJar.unpack("uplot", Pattern.compile("dist/uPlot\\.d\\.ts"), COMPILER);
        Files.copy(
                COMPILER.resolve("dist/uPlot.d.ts"),
                Files.createDirectories(libraries.resolve("uplot")).resolve("uPlot.esm.d.ts"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(
                TYPES.resolve("api.d.ts"),
                ApiTypes.of(ApiDocument.parse(
                        new YAMLMapper().readTree(DOCUMENT.toFile()).toString())));

        assertThat(run(Path.of("."), "node", COMPILER.resolve("lib/tsc.js").toString(), "--project", PROJECT))
                .isEqualTo(new Run(0, ""));
    }

    /** Node's own test runner; what a module needs of the browser, its test puts in place. */
    @Test
    void theModulesKeepTheirTests(@TempDir Path directory) throws Exception {
        needNode();
        WebJar.unpack("lit-html", Pattern.compile("node/[^/]+\\.js|node/directives/[^/]+\\.js"), directory);
        Files.createDirectories(directory.resolve("libraries"));
        Files.move(directory.resolve("node"), directory.resolve("libraries/lit-html"));
        Files.createDirectories(directory.resolve("app"));
        for (Path script : files(SCRIPTS, ".js")) {
            Files.copy(script, directory.resolve("app").resolve(script.getFileName()));
        }
        for (Path tests : files(TESTS, ".mjs")) {
            Files.copy(tests, directory.resolve(tests.getFileName()));
        }
        Files.writeString(directory.resolve("package.json"), "{\"type\": \"module\"}");

        Run tests = run(directory, "node", "--test", "--test-reporter=tap");

        assertThat(tests.exitCode()).as(tests.output()).isZero();
        assertThat(tests.output()).contains("# tests ", "# fail 0");
    }

    @Test
    void noTemplateShowsWhatOthersWroteAsItIs() throws IOException {
        List<String> raw = new ArrayList<>();
        for (Path script : files(SCRIPTS, ".js")) {
            RAW_TEXT.matcher(Files.readString(script))
                    .results()
                    .map(MatchResult::group)
                    .forEach(found -> raw.add(script.getFileName() + ": " + found));
        }
        assertThat(raw).isEmpty();
    }

    @Test
    void noLineHasMoreThan120Characters() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path script : files(SCRIPTS, ".js")) {
            Files.readAllLines(script).stream()
                    .filter(line -> line.length() > LINE_LENGTH)
                    .forEach(line -> tooLong.add(script.getFileName() + ": " + line));
        }
        assertThat(tooLong).isEmpty();
    }

    private static List<Path> files(Path directory, String ending) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private record Run(int exitCode, String output) {}

    private static Run run(Path directory, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    private static void needNode() {
        boolean isInstalled = Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "node")));
        Assume.present(isInstalled, "Node.js");
    }
}
