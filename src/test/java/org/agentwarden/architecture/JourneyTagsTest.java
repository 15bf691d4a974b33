package org.agentwarden.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each journey runs by {@code mvn verify} or by the profile that selects its tag. */
class JourneyTagsTest {

    private static final Pattern SELECTION = Pattern.compile("<journeys>([^<]+)</journeys>");
    private static final Pattern PROFILE =
            Pattern.compile("<id>([\\w-]+)</id>\\s*<properties>(?:(?!</properties>).)*" + SELECTION, Pattern.DOTALL);
    private static final Pattern RUN = Pattern.compile("^mvn .*-P(\\S+)", Pattern.MULTILINE);

    /** They need what a machine of the main branch does not have: a download of 150 MB, and Spin. */
    private static final Set<String> RUN_BY_HAND = Set.of("keycloak", "model");

    /** They run on the runnable jar alone, which is there in each build. */
    private static final Set<String> PACKAGES_WITHOUT_TAG =
            Set.of("org.agentwarden.journeys", "org.agentwarden.incontainer", "org.agentwarden.supplychain");

    @Test
    void aJourneyThatNeedsMoreThanTheRunnableJarHasATag() {
        assertThat(journeys())
                .filteredOn(type -> !PACKAGES_WITHOUT_TAG.contains(type.getPackageName()))
                .allMatch(type -> type.isAnnotatedWith(Tag.class));
    }

    @Test
    void aProfileSelectsEachTagOfAJourney() throws IOException {
        assertThat(tags())
                .isSubsetOf(PROFILE.matcher(pom())
                        .results()
                        .map(profile -> profile.group(2))
                        .flatMap(JourneyTagsTest::tagsOf)
                        .collect(Collectors.toSet()));
    }

    @Test
    void theMainBranchRunsTheJourneysOfAllTagsButTwo() throws IOException {
        Set<String> profiles = RUN.matcher(Files.readString(Path.of(".ci", "run")))
                .results()
                .map(command -> command.group(1))
                .collect(Collectors.toSet());
        Set<String> run = PROFILE.matcher(pom())
                .results()
                .filter(profile -> profiles.contains(profile.group(1)))
                .map(profile -> profile.group(2))
                .flatMap(JourneyTagsTest::tagsOf)
                .collect(Collectors.toCollection(TreeSet::new));

        run.addAll(RUN_BY_HAND);

        assertThat(tags()).isSubsetOf(run);
    }

    private static Stream<String> tagsOf(String expression) {
        return Stream.of(expression.split("\\s*\\|\\s*"));
    }

    private static String pom() throws IOException {
        return Files.readString(Path.of("pom.xml"));
    }

    private static Set<String> tags() {
        return journeys()
                .filter(type -> type.isAnnotatedWith(Tag.class))
                .map(type -> type.getAnnotationOfType(Tag.class).value())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<JavaClass> journeys() {
        return new ClassFileImporter()
                .importPackages("org.agentwarden").stream()
                        .filter(type -> type.getSimpleName().endsWith("IT"));
    }
}
