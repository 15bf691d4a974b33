package org.agentwarden.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.agentwarden.systems.Assume;
import org.junit.jupiter.api.Test;

class SkippedTestsTest {

    @Test
    void aTestThatIsSkippedSaysSoOnTheConsole() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(Assume.class)
                .should()
                .dependOnClassesThat()
                .haveSimpleName("Assumptions")
                .because("Assume says why")
                .check(new ClassFileImporter().importPackages("org.agentwarden"));
    }
}
