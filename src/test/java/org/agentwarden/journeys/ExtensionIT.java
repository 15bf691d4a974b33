package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.Stateless;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.agentwarden.approvals.Approvals;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Api;
import org.agentwarden.systems.Assume;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.ReceivedWebhook;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The workflow of an enterprise, built and added as its guide says, without any source of AgentWarden. */
@Tag("full")
class ExtensionIT {

    private static final Path GUIDE = Path.of("src", "docs", "guides", "own-workflow.md");

    @TempDir
    private Path directory;

    /** All commands of the guide but the one that starts the server. */
    private void followTheGuide() throws IOException, URISyntaxException {
        link("agentwarden-events.jar", Path.of("target", "agentwarden-events.jar"));
        link("jakarta.jakartaee-api.jar", jarOf(Stateless.class));
        Files.copy(Path.of("target", "agentwarden.war"), directory.resolve("agentwarden.war"));
        Files.createDirectories(directory.resolve("src/com/example"));
        link("src/com/example/workflow", Path.of("src/test/java/com/example/workflow"));
        String commands = DocumentedCommandsIT.commands(GUIDE, "sh").replace("java -jar agentwarden.jar\n", "");
        String script = "PATH=%s:$PATH\n%s".formatted(Path.of(System.getProperty("java.home"), "bin"), commands);
        Tools.Run run = Tools.run(directory, "", List.of("bash", "-euo", "pipefail", "-c", script));
        assertThat(run.exitCode()).as(run.output()).isZero();
    }

    @Test
    void anEnterprisesJarRaisesEventsInTheRunnableServer() throws Exception {
        followTheGuide();

        try (WebhookReceiver receiver = WebhookReceiver.start();
                AgentWardenServer server = AgentWardenServer.in(directory).start()) {
            Company company = Company.register(server.baseUri());
            company.webhook(receiver.uri());
            Answer submitted = purchase(server, company, "499.90").expect(200);
            ReceivedWebhook webhook = receiver.awaitFirst("log.pending_approval");

            assertThat(webhook.data().getString("id")).isEqualTo(submitted.body());
            assertThat(webhook.text()).contains("\"amount\":499.90");
            purchase(server, company, "10000.01").expect(409);
            assertThat(company.logs()).hasSize(1);
            assertThat(Files.readString(server.log())).contains("Extensions: workflow.jar");
        }
    }

    private static Answer purchase(AgentWardenServer server, Company company, String amount) {
        String query =
                "organization=%s&number=PO-1&supplier=Acme&amount=%s".formatted(company.organizationId(), amount);
        return Api.anonymous(server.baseUri()).post("/purchases?" + query, "");
    }

    @Test
    void theWarTakesTheSameJar() throws Exception {
        followTheGuide();

        try (JarFile war = new JarFile(directory.resolve("agentwarden.war").toFile())) {
            assertThat(war.getEntry("WEB-INF/lib/workflow.jar")).isNotNull();
        }
    }

    @Test
    void anOverlayMakesTheSameWar() throws Exception {
        Assume.present(Tools.run(directory, "", List.of("mvn", "--version")).exitCode() == 0, "Maven on its path");
        followTheGuide();
        Files.writeString(directory.resolve("pom.xml"), """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>com.example</groupId>
                  <artifactId>purchases</artifactId>
                  <version>1</version>
                  %s
                </project>
                """.formatted(
                        DocumentedCommandsIT.commands(GUIDE, "xml").replace("VERSION", "1")));
        link("original.war", Path.of("target", "agentwarden.war"));
        install("original.war", "org.agentwarden", "agentwarden-server", "war");
        install("extensions/workflow.jar", "com.example", "workflow", "jar");

        maven("package");

        assertThat(classesAndLibraries("target/purchases-1.war"))
                .contains("WEB-INF/lib/workflow-1.jar", "WEB-INF/web.xml")
                .map(name -> name.replace("workflow-1.jar", "workflow.jar"))
                .containsExactlyInAnyOrderElementsOf(classesAndLibraries("agentwarden.war"));
    }

    private void install(String file, String group, String artifact, String packaging) {
        maven(
                "install:install-file",
                "-Dfile=" + file,
                "-DgroupId=" + group,
                "-DartifactId=" + artifact,
                "-Dversion=1",
                "-Dpackaging=" + packaging);
    }

    /** With a repository of its own, so that nobody else finds what it installs. */
    private void maven(String... arguments) {
        List<String> command = new ArrayList<>(List.of("mvn", "-B", "-ntp"));
        command.add(
                "-Dmaven.repo.local=" + Path.of("target", "overlay-repository").toAbsolutePath());
        command.addAll(List.of(arguments));
        Tools.Run run = Tools.run(directory, "", command);
        assertThat(run.exitCode()).as(run.output()).isZero();
    }

    private List<String> classesAndLibraries(String war) throws IOException {
        try (JarFile jar = new JarFile(directory.resolve(war).toFile())) {
            return jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.startsWith("WEB-INF/") && !name.endsWith("/"))
                    .toList();
        }
    }

    @Test
    void theEventsAreAllThatTheirJarHolds() throws IOException {
        try (JarFile events = new JarFile("target/agentwarden-events.jar")) {
            assertThat(events.getEntry(Approvals.class.getName().replace('.', '/') + ".class"))
                    .isNull();
            assertThat(events.stream().filter(entry -> entry.getName().endsWith(".class")))
                    .hasSize(10);
        }
    }

    @Test
    void whatCannotBeAddedEndsTheStartWithOneLine() throws IOException {
        Path extensions = Files.createDirectories(directory.resolve("extensions"));
        Path broken = Files.writeString(extensions.resolve("broken.jar"), "no jar");
        assertEndsWith("broken.jar is no jar that can be read");

        Files.delete(broken);
        try (Stream<Path> files = Files.list(Path.of("target", "agentwarden", "WEB-INF", "lib"))) {
            Path library = files.findFirst().orElseThrow();
            Files.copy(library, extensions.resolve(String.valueOf(library.getFileName())));
            assertEndsWith(library.getFileName() + " has the name of a library of the server; give it another one");
        }
    }

    private void assertEndsWith(String reason) {
        AgentWardenServer.Finished finished =
                AgentWardenServer.in(directory).create().finish(List.of());
        assertThat(finished.exitCode()).isEqualTo(1);
        assertThat(finished.output().lines().filter(line -> line.contains(reason)))
                .as(finished.output())
                .hasSize(1)
                .allMatch(line -> line.startsWith("AgentWarden can't start: "));
    }

    private void link(String name, Path file) throws IOException {
        Files.createSymbolicLink(directory.resolve(name), file.toAbsolutePath());
    }

    private static Path jarOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
