package org.agentwarden.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Markdown file of the documentation. */
record Page(Path file, String text) {

    static final Path DOCS = Path.of("src", "docs");
    static final Path DECISIONS = DOCS.resolve("adr");

    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```$");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)|src=\"([^\"]+)\"");
    private static final Pattern NOT_IN_ANCHORS = Pattern.compile("[^\\p{L}\\p{N} _-]");

    static Page of(Path file) {
        try {
            return new Page(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The README and every page below {@code src/docs}. */
    static List<Page> all() {
        return Stream.concat(Stream.of(Path.of("README.md")), filesBelow(DOCS))
                .map(Page::of)
                .toList();
    }

    /** The decisions, which tell of their time. */
    static List<Page> decisions() {
        return filesBelow(DECISIONS).map(Page::of).toList();
    }

    boolean isDecision() {
        return file.startsWith(DECISIONS);
    }

    String textWithoutCode() {
        return CODE.matcher(text).replaceAll("");
    }

    /** Links to other files of the repository and to headings, as they are written. */
    List<String> links() {
        return LINK.matcher(textWithoutCode())
                .results()
                .map(link -> link.group(1) == null ? link.group(2) : link.group(1))
                .filter(target -> !target.startsWith("http"))
                .toList();
    }

    boolean hasAnchor(String anchor) {
        return HEADING.matcher(textWithoutCode())
                .results()
                .map(heading -> anchorOf(heading.group(1)))
                .anyMatch(anchor::equals);
    }

    /** As GitHub makes it of a heading. */
    private static String anchorOf(String heading) {
        return NOT_IN_ANCHORS
                .matcher(heading.toLowerCase(Locale.ROOT))
                .replaceAll("")
                .replace(' ', '-');
    }

    List<String> found(Pattern pattern) {
        return pattern.matcher(text).results().map(MatchResult::group).toList();
    }

    private static Stream<Path> filesBelow(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".md")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
