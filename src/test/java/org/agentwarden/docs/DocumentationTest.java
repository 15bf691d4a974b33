package org.agentwarden.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentationTest {

    private static final Path SOURCES = Path.of("src", "main", "java", "org", "agentwarden");
    private static final Path TESTS = Path.of("src", "test", "java");
    private static final int README_LINES = 200;
    private static final int README_BYTES = 10 * 1024;

    private static final Pattern REPLACED_WORDS =
            Pattern.compile("(?i)\\b(?:lanes?|crews?|hints?|tickets?|taken down)\\b");
    private static final Pattern TEST_CLASS = Pattern.compile("\\b[A-Z]\\w+(?:Test|IT)\\b");
    private static final Pattern KEY = Pattern.compile("(?<![.\\w])agentwarden(?:\\.[a-z][a-z-]*)+\\b");
    private static final Pattern DESCRIBED_KEY = Pattern.compile("(?m)^\\| `(agentwarden[^`]+)` \\|");
    private static final Set<String> VARIABLES_OF_CLIENTS = Set.of("AGENTWARDEN_URL", "AGENTWARDEN_API_KEY");
    private static final Pattern VARIABLE = Pattern.compile("\\bAGENTWARDEN_[A-Z_]+(?==)");
    private static final Pattern DECISION_HEAD = Pattern.compile("(?s)\\A# (\\d+)\\. ([^\n]+)\n\nStatus: (.*?)\\.\n\n");
    private static final Set<String> NO_KEYS =
            Set.of("war", "jar", "json", "jsa", "aot", "yaml", "options", "sbom", "properties", "service", "env");
    private static final Pattern MAP =
            Pattern.compile("(?s)src/main/java/org/agentwarden/\\n(.*?)\\nsrc/main/resources");
    private static final Pattern MAP_ENTRY = Pattern.compile("^( +)(\\w+)/.*");

    static List<Page> pages() {
        return Page.all();
    }

    static List<Page> guides() {
        return pages().stream().filter(page -> !page.isDecision()).toList();
    }

    static List<Page> decisions() {
        return Page.decisions();
    }

    @Test
    void theReadmeIsShort() {
        Page readme = Page.of(Path.of("README.md"));
        assertThat(readme.text().lines().count()).isLessThan(README_LINES);
        assertThat(readme.text().getBytes(StandardCharsets.UTF_8).length).isLessThan(README_BYTES);
    }

    @ParameterizedTest
    @MethodSource("guides")
    void aPageBeginsWithWhomItIsFor(Page page) {
        if (page.file().startsWith(Page.DOCS)) {
            assertThat(page.text()).containsPattern("\\A# .+\\n\\nFor (?s:.)+");
        }
    }

    @ParameterizedTest
    @MethodSource("guides")
    void wordsThatWereReplacedStayAway(Page page) {
        assertThat(page.found(REPLACED_WORDS))
                .as("the glossary of the architecture has the words")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void codeStandsBetweenLinesOfItsOwn(Page page) {
        assertThat(page.text().lines())
                .as("wrapped with its fences, a block of code becomes a paragraph")
                .noneMatch(line -> line.contains("```") && !line.strip().matches("```[a-z]*"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadToFilesAndHeadingsThatAreThere(Page page) {
        assertThat(page.links()).allSatisfy(link -> {
            String[] parts = link.split("#", 2);
            Path target = parts[0].isEmpty()
                    ? page.file()
                    : page.file().resolveSibling(parts[0]).normalize();
            assertThat(target).as(link).exists();
            if (parts.length == 2) {
                assertThat(Page.of(target).hasAnchor(parts[1])).as(link).isTrue();
            }
        });
    }

    @ParameterizedTest
    @MethodSource("guides")
    void testsThatAreNamedExist(Page page) throws IOException {
        assertThat(namesOf(TESTS)).containsAll(page.found(TEST_CLASS));
    }

    @ParameterizedTest
    @MethodSource("guides")
    void settingsThatAreNamedExist(Page page) {
        List<String> keys = DESCRIBED_KEY
                .matcher(Page.of(Page.DOCS.resolve("configuration.md")).text())
                .results()
                .map(key -> key.group(1))
                .toList();
        assertThat(page.found(KEY))
                .filteredOn(key -> !NO_KEYS.contains(key.substring(key.lastIndexOf('.') + 1)))
                .allMatch(key -> keys.stream().anyMatch(described -> (described + ".").startsWith(key + ".")));
        assertThat(page.found(VARIABLE))
                .filteredOn(variable -> !VARIABLES_OF_CLIENTS.contains(variable))
                .isSubsetOf(keys.stream().map(DocumentationTest::variable).toList());
    }

    private static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    @ParameterizedTest
    @MethodSource("decisions")
    void aDecisionHasItsStatusAndSections(Page decision) {
        List<String> sections =
                decision.text().lines().filter(line -> line.startsWith("## ")).toList();
        assertThat(decision.text()).containsPattern("\\n\\nStatus: (?:accepted|superseded)");
        assertThat(sections).containsExactly("## Context", "## Decision", "## Alternatives", "## Consequences");
    }

    @Test
    void theArchitectureListsEveryDecisionWithItsStatus() {
        String list = decisions().stream().map(DocumentationTest::row).collect(Collectors.joining("\n"));
        assertThat(Page.of(Page.DOCS.resolve("architecture.md")).text()).contains(list);
    }

    private static String row(Page decision) {
        Matcher head = DECISION_HEAD.matcher(decision.text());
        assertThat(head.find()).as("title and status of %s", decision).isTrue();
        return "| %s | [%s](%s) | %s |"
                .formatted(
                        head.group(1),
                        head.group(2),
                        Page.DOCS.relativize(decision.file()),
                        head.group(3)
                                .replace("\n", " ")
                                .replace(", 2026-11", "")
                                .replace("](00", "](adr/00"));
    }

    @Test
    void theMapShowsThePackagesThatExist() throws IOException {
        Matcher map = MAP.matcher(Page.of(Page.DOCS.resolve("architecture.md")).text());
        assertThat(map.find()).isTrue();
        List<String> shown = new ArrayList<>();
        String parent = "";
        for (String line : map.group(1).lines().toList()) {
            Matcher entry = MAP_ENTRY.matcher(line);
            assertThat(entry.matches()).as(line).isTrue();
            boolean isTop = entry.group(1).length() == 2;
            parent = isTop ? entry.group(2) : parent;
            shown.add(isTop ? parent : parent + "/" + entry.group(2));
        }
        try (Stream<Path> directories = Files.walk(SOURCES, 2)) {
            assertThat(shown)
                    .containsExactlyInAnyOrderElementsOf(directories
                            .filter(Files::isDirectory)
                            .filter(directory -> !directory.equals(SOURCES))
                            .map(directory -> SOURCES.relativize(directory).toString())
                            .toList());
        }
    }

    private static Set<String> namesOf(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.map(file -> file.getFileName().toString().replaceFirst("\\.java$", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
