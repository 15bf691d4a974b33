package org.agentwarden.journeys;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code src/docs/access.md} says of each request, and which requests the API's classes know. */
final class AccessTable {

    private static final java.nio.file.Path DOCUMENT = java.nio.file.Path.of("src", "docs", "access.md");
    private static final Pattern ROW =
            Pattern.compile("\\| (GET|POST|PUT|DELETE) \\| `(\\S+)` \\|((?: \\d{3} \\|){7})");
    private static final Pattern PARAMETER = Pattern.compile("\\{[^}]*}");
    private static final Pattern ALTERNATIVES = Pattern.compile("\\{\\w+: *([\\w-]+(?:\\|[\\w-]+)+)}");

    private AccessTable() {}

    /** The columns of the table, in their order. */
    enum Who {
        NOBODY,
        API_KEY,
        VIEWER,
        APPROVER,
        ADMIN,
        OTHER_ADMIN,
        OTHER_API_KEY
    }

    /** A method and a path whose parameters have names. */
    record Row(String method, String path, Map<Who, Integer> statuses) {

        /** Whether the answer goes on for a minute. */
        boolean isStream() {
            return path.equals("/api/events");
        }

        int statusFor(Who who) {
            return statuses.get(who);
        }

        /** The parameter between braces, if the path has one. */
        Optional<String> parameter() {
            Matcher parameter = PARAMETER.matcher(path);
            return parameter.find() ? Optional.of(parameter.group()) : Optional.empty();
        }

        String pathWith(String id) {
            return PARAMETER.matcher(path).replaceFirst(id);
        }

        /** The same, whatever the parameter is called. */
        String request() {
            return AccessTable.request(method, path);
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    static List<Row> rows() {
        try (Stream<String> lines = Files.lines(DOCUMENT)) {
            return lines.map(ROW::matcher)
                    .filter(Matcher::matches)
                    .map(AccessTable::row)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Row row(Matcher row) {
        Map<Who, Integer> statuses = new EnumMap<>(Who.class);
        Iterator<Integer> cells = Pattern.compile("\\d{3}")
                .matcher(row.group(3))
                .results()
                .map(status -> Integer.valueOf(status.group()))
                .iterator();
        for (Who who : Who.values()) {
            statuses.put(who, cells.next());
        }
        return new Row(row.group(1), row.group(2), statuses);
    }

    /** Every request that a resource method answers, as {@link Row#request} writes it. */
    static List<String> requestsOfTheApi() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("org.agentwarden").stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        // Pages hold no data.
                        .filter(type -> !type.getPackageName().equals("org.agentwarden.dashboard"))
                        .flatMap(type -> type.getMethods().stream())
                        .flatMap(AccessTable::requestsOf)
                        .sorted()
                        .toList();
    }

    private static Stream<String> requestsOf(JavaMethod method) {
        String path = Stream.of(
                        pathOf(method.getOwner()),
                        method.tryGetAnnotationOfType(Path.class).map(Path::value))
                .flatMap(Optional::stream)
                .map(part -> part.startsWith("/") ? part : "/" + part)
                .collect(Collectors.joining());
        return method.getAnnotations().stream()
                .map(annotation -> annotation.getRawType().tryGetAnnotationOfType(HttpMethod.class))
                .flatMap(Optional::stream)
                .map(HttpMethod::value)
                .flatMap(verb -> withEachAlternative(path).stream().map(each -> request(verb, each)));
    }

    private static Optional<String> pathOf(JavaClass type) {
        return type.tryGetAnnotationOfType(Path.class).map(Path::value);
    }

    /** A parameter that is one of some words stands for as many paths. */
    private static List<String> withEachAlternative(String path) {
        Matcher alternatives = ALTERNATIVES.matcher(path);
        if (!alternatives.find()) {
            return List.of(path);
        }
        List<String> paths = new ArrayList<>();
        for (String word : alternatives.group(1).split("\\|", -1)) {
            paths.addAll(withEachAlternative(alternatives.replaceFirst(word)));
        }
        return paths;
    }

    private static String request(String method, String path) {
        return method + " " + PARAMETER.matcher(path).replaceAll("{}");
    }
}
