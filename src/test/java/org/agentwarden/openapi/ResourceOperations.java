package org.agentwarden.openapi;

import static java.util.stream.Collectors.toCollection;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the resource classes offer on the planes of the API; pages for browsers are no part of it. */
public final class ResourceOperations {

    private static final Pattern PLANES = Pattern.compile("\\w+ /(?:api|auth|sdk|metrics)(?:/.*)?");
    private static final Pattern CHOICE = Pattern.compile("\\{\\w+: *(\\w+(?:\\|\\w+)+)}");
    private static final Pattern PARAMETER = Pattern.compile("\\{[^}]*}");

    private ResourceOperations() {}

    /** All of them, such as {@code GET /api/agents/{}}. */
    public static Set<String> all() {
        return new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests()).importPackages("org.agentwarden").stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .map(JavaClass::reflect)
                        .flatMap(ResourceOperations::of)
                        .filter(operation -> PLANES.matcher(operation).matches())
                        .collect(toCollection(TreeSet::new));
    }

    private static Stream<String> of(Class<?> resource) {
        return Arrays.stream(resource.getMethods())
                .flatMap(method -> httpMethods(method)
                        .flatMap(http ->
                                choices(path(resource) + path(method)).map(path -> http + " " + nameless(path))));
    }

    private static Stream<String> httpMethods(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(Objects::nonNull)
                .map(HttpMethod::value);
    }

    private static String path(AnnotatedElement element) {
        Path path = element.getAnnotation(Path.class);
        return path == null || path.value().isEmpty() ? "" : "/" + path.value().replaceFirst("^/", "");
    }

    /** {@code {kind: recover|replay}} is two paths. */
    private static Stream<String> choices(String path) {
        Matcher choice = CHOICE.matcher(path);
        return choice.find()
                ? Arrays.stream(choice.group(1).split("\\|", -1))
                        .flatMap(name -> choices(path.replace(choice.group(), name)))
                : Stream.of(path);
    }

    /** A path whose parameters have lost their names. */
    public static String nameless(String path) {
        return PARAMETER.matcher(path).replaceAll("{}");
    }
}
