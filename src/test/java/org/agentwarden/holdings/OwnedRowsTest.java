package org.agentwarden.holdings;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rows that nobody removes would keep the row of their organization for ever, or stay behind. */
class OwnedRowsTest {

    private static final Path SOURCES = Path.of("src", "main", "java");

    private final JavaClasses product = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.agentwarden");

    @Test
    void everyEntityThatBelongsToAnOrganizationIsRemovedWithIt() {
        List<String> removing = product.stream()
                .filter(type -> type.isAssignableTo(OwnedRows.class))
                .map(OwnedRowsTest::source)
                .toList();
        List<String> owned = product.stream()
                .filter(type -> type.isAnnotatedWith(Entity.class))
                .filter(OwnedRowsTest::namesAnOrganization)
                .map(JavaClass::getSimpleName)
                .toList();

        assertThat(owned)
                .hasSizeGreaterThan(10)
                .allSatisfy(entity -> assertThat(removing)
                        .as("%s is named by a bean of OwnedRows", entity)
                        .anyMatch(source -> Pattern.compile("\\b" + entity + "\\b")
                                .matcher(source)
                                .find()));
    }

    /** By a column of its own, or of its key. */
    private static boolean namesAnOrganization(JavaClass entity) {
        return entity.getFields().stream()
                .flatMap(field -> Stream.concat(Stream.of(field), field.getRawType().getFields().stream()))
                .flatMap(field -> field.tryGetAnnotationOfType(Column.class).stream())
                .anyMatch(column -> column.name().equals("organization_id"));
    }

    private static String source(JavaClass type) {
        try {
            return Files.readString(SOURCES.resolve(type.getName().replace('.', '/') + ".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
