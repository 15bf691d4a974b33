package org.agentwarden.supplychain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Payara does not look into the libraries of what the runnable jar deploys. */
class UnscannedLibrariesIT {

    /** What a server would find only by looking into a library. */
    private static final Set<String> FOUND_BY_A_SCAN = Set.of(
            "META-INF/beans.xml",
            "META-INF/faces-config.xml",
            "META-INF/persistence.xml",
            "META-INF/web-fragment.xml",
            "META-INF/services/jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension",
            "META-INF/services/jakarta.enterprise.inject.spi.Extension",
            "META-INF/services/jakarta.servlet.ServletContainerInitializer");

    @ParameterizedTest
    @CsvSource({"ROOT.war, agentwarden.war", "AgentWardenBroker.rar, AgentWardenBroker.rar"})
    void theLibrariesAreThoseOfWhatOtherServersDeploy(String deployed, String archive) throws IOException {
        try (ZipFile unscanned = new ZipFile("target/application/" + deployed);
                ZipFile scanned = new ZipFile("target/" + archive)) {
            assertThat(libraries(unscanned, ".zip"))
                    .hasSizeGreaterThan(20)
                    .containsExactlyInAnyOrderElementsOf(libraries(scanned, ".jar"));
            assertThat(libraries(unscanned, ".jar")).isEmpty();
        }
    }

    @Test
    void noLibraryOfTheWarHasWhatOnlyAScanFinds() throws IOException {
        try (ZipFile war = new ZipFile("target/application/ROOT.war")) {
            for (ZipEntry library : war.stream()
                    .filter(entry -> entry.getName().endsWith(".zip"))
                    .toList()) {
                assertThat(files(war, library)).as(library.getName()).doesNotContainAnyElementsOf(FOUND_BY_A_SCAN);
            }
        }
    }

    /** Without their suffix; those of ours have no version in their names and stay as they are. */
    private static List<String> libraries(ZipFile archive, String suffix) {
        return archive.stream()
                .map(entry -> String.valueOf(Path.of(entry.getName()).getFileName()))
                .filter(name -> name.endsWith(suffix) && !name.startsWith("agentwarden-"))
                .map(name -> name.substring(0, name.length() - suffix.length()))
                .toList();
    }

    private static List<String> files(ZipFile war, ZipEntry library) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(war.getInputStream(library))) {
            List<String> names = new ArrayList<>();
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
            }
            return names;
        }
    }
}
