package org.agentwarden.supplychain;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BillOfMaterialsIT {

    /** What may be shipped unchanged in a product that is sold. */
    private static final Set<String> PERMITTED = Set.of(
            "Apache-2.0",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "(CDDL-1.0 OR GPL-2.0-with-classpath-exception)",
            "EPL-1.0",
            "EPL-2.0",
            // BSD-3-Clause by another name.
            "Go License",
            "MIT",
            "MPL-2.0");

    private static final Pattern LIBRARY = Pattern.compile(".+-\\d[^/]*\\.jar");

    private static List<JsonObject> components;

    @BeforeAll
    static void read() throws IOException {
        try (JsonReader reader = Json.createReader(Files.newInputStream(Path.of("target", "agentwarden-sbom.json")))) {
            components = reader.readObject().getJsonArray("components").getValuesAs(JsonObject.class);
        }
    }

    @Test
    void everyComponentHasALicenceThatPermitsToShipIt() {
        assertThat(components)
                .allSatisfy(component -> assertThat(licences(component))
                        .as(component.getString("purl"))
                        .containsAnyElementsOf(PERMITTED));
    }

    private static List<String> licences(JsonObject component) {
        return component.getJsonArray("licenses").getValuesAs(JsonObject.class).stream()
                .map(BillOfMaterialsIT::licence)
                .toList();
    }

    private static String licence(JsonObject entry) {
        if (entry.containsKey("expression")) {
            return entry.getString("expression");
        }
        JsonObject licence = entry.getJsonObject("license");
        return licence.getString("id", licence.getString("name", "none"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"agentwarden.war", "AgentWardenBroker.rar"})
    void everyLibraryIsListedInTheVersionThatIsShipped(String archive) throws IOException {
        Set<String> listed = components.stream()
                .map(component -> component.getString("name") + "-" + component.getString("version") + ".jar")
                .collect(Collectors.toSet());
        try (ZipFile zip = new ZipFile("target/" + archive)) {
            assertThat(libraries(zip)).hasSizeGreaterThan(20).allMatch(listed::contains);
        }
    }

    /** Those that come from elsewhere; ours have no version in their names. */
    private static List<String> libraries(ZipFile zip) {
        return zip.stream()
                .map(entry -> Path.of(entry.getName()).getFileName().toString())
                .filter(name -> LIBRARY.matcher(name).matches())
                .toList();
    }

    @Test
    void theNoticesNameEveryComponentAndItsLicence() throws IOException {
        try (ZipFile jar = new ZipFile("target/agentwarden.jar")) {
            String notices = new String(
                    jar.getInputStream(jar.getEntry("META-INF/THIRD-PARTY-NOTICES.txt"))
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
            assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
            assertThat(components)
                    .allSatisfy(component -> assertThat(notices)
                            .contains(component.getString("name") + " " + component.getString("version") + "\n    "
                                    + licences(component).get(0)));
        }
    }

    @Test
    void whatBrowsersLoadIsListedToo() {
        assertThat(components)
                .extracting(component -> component.getString("name"))
                .contains("swagger-ui", "lit-html", "uplot");
    }
}
