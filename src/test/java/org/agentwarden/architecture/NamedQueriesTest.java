package org.agentwarden.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.persistence.Entity;
import jakarta.persistence.NamedQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Renaming an entity leaves the texts of queries as they are, and the server then does not start. */
class NamedQueriesTest {

    private static final Pattern ENTITY = Pattern.compile("(?i:from|update|join) ([A-Z]\\w+) ");

    private static final Pattern BOOLEAN_LITERAL =
            Pattern.compile("\"[^\"\\n]*\\b[a-z]\\w*(\\.\\w+)+ (=|<>) (true|false)\\b");

    @Test
    void queriesNameEntitiesThatExist() {
        List<Class<?>> entities = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("org.agentwarden").stream()
                        .filter(type -> type.isAnnotatedWith(Entity.class))
                        .<Class<?>>map(JavaClass::reflect)
                        .toList();
        assertThat(entities).isNotEmpty();

        assertThat(entities.stream().flatMap(NamedQueriesTest::namedInQueries).collect(Collectors.toSet()))
                .isNotEmpty()
                .isSubsetOf(entities.stream().map(Class::getSimpleName).toList());
    }

    /** EclipseLink writes numbers for them, which neither PostgreSQL nor H2 compares with a boolean. Parameters do. */
    @Test
    void queriesHaveNoBooleanLiterals() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java", "org", "agentwarden"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                assertThat(Files.readString(file)).as("%s", file).doesNotContainPattern(BOOLEAN_LITERAL);
            }
        }
    }

    private static Stream<String> namedInQueries(Class<?> entity) {
        return Stream.of(entity.getAnnotationsByType(NamedQuery.class))
                .flatMap(query -> ENTITY.matcher(query.query() + " ").results())
                .map(name -> name.group(1));
    }
}
