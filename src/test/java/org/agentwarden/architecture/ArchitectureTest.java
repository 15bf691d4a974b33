package org.agentwarden.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import java.lang.reflect.Field;
import java.util.Set;
import java.util.stream.Stream;

@AnalyzeClasses(packages = "org.agentwarden", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests RULES = ArchTests.in(Rules.class);

    /** A rule about a package that is misspelt or gone would hold for ever. */
    @ArchTest
    static void everyPackageThatTheRulesNameIsInUse(JavaClasses main) throws IllegalAccessException {
        Set<JavaClass> inUse = main.stream()
                .flatMap(type -> Stream.concat(
                        Stream.of(type),
                        type.getDirectDependenciesFromSelf().stream().map(Dependency::getTargetClass)))
                .collect(toSet());
        for (Field field : Rules.class.getDeclaredFields()) {
            if (field.getType() == String.class) {
                String pattern = (String) field.get(null);
                assertThat(inUse).as(pattern).anyMatch(resideInAPackage(pattern));
            }
        }
    }
}
