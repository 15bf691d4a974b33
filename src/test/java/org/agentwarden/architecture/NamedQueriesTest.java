package org.agentwarden.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.persistence.Entity;
import jakarta.persistence.NamedQuery;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Renaming an entity leaves the texts of queries as they are, and the server then does not start. */
class NamedQueriesTest {

    private static final Pattern ENTITY = Pattern.compile("(?i:from|update|join) ([A-Z]\\w+) ");

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

    private static Stream<String> namedInQueries(Class<?> entity) {
        return Stream.of(entity.getAnnotationsByType(NamedQuery.class))
                .flatMap(query -> ENTITY.matcher(query.query() + " ").results())
                .map(name -> name.group(1));
    }
}
