package org.agentwarden.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables in {@code src/docs/configuration.md} are generated from the settings themselves. */
class ConfigurationPageTest {

    private static final Path PAGE = Path.of("src", "docs", "configuration.md");
    private static final String MARK =
            "<!-- Generated from org.agentwarden.settings. Do not edit below this line. -->\n";
    private static final String REGENERATE = "mvn -q test -Dtest=ConfigurationPageTest -Dregenerate";

    /** Settings that make the server look at further ones. */
    private static final Map<String, String> GIVEN = Map.of(
            "agentwarden.broker.url", "tcp://broker:61616",
            "agentwarden.broker.user", "agentwarden",
            "agentwarden.egress.proxy-user", "agentwarden",
            "agentwarden.oidc.issuer", "https://id.example.com",
            "agentwarden.oidc.audience", "agentwarden-api",
            "agentwarden.oidc.roles", "*=viewer",
            "agentwarden.oidc.organization", "3b241101-e2bb-4255-8caf-4136c566a962");

    @Test
    void thePageHasTheTablesOfToday() throws IOException {
        String page = Files.readString(PAGE);
        String intro = page.substring(0, page.indexOf(MARK) + MARK.length());
        String generated = intro + tables();
        if (System.getProperty("regenerate") != null) {
            Files.writeString(PAGE, generated);
            return;
        }
        assertThat(page)
                .as("%s differs from the settings; regenerate its tables with: %s", PAGE, REGENERATE)
                .isEqualTo(generated);
    }

    @Test
    void everySettingThatTheServerReadsIsDescribedAndNoOther() {
        Set<String> read = new TreeSet<>();
        Settings.read(new SettingSource(key -> {
            read.add(key);
            return Optional.ofNullable(GIVEN.get(key));
        }));

        assertThat(descriptions())
                .extracting(SettingDescription::key)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(read);
    }

    @Test
    void everyDescriptionIsASentenceOfOneTableCell() {
        assertThat(descriptions())
                .allSatisfy(setting -> assertThat(setting.values() + setting.byDefault() + setting.meaning())
                        .as(setting.key())
                        .endsWith(".")
                        .doesNotContain("|", "\n"));
    }

    private static List<SettingDescription> descriptions() {
        return Settings.GROUPS.stream()
                .flatMap(group -> group.settings().stream())
                .toList();
    }

    private static String tables() {
        return Settings.GROUPS.stream().map(ConfigurationPageTest::table).collect(Collectors.joining());
    }

    private static String table(SettingGroup group) {
        return "\n## " + group.title() + "\n\n| key | values | default | meaning |\n|---|---|---|---|\n"
                + group.settings().stream()
                        .map(setting -> "| `%s` | %s | %s | %s |\n"
                                .formatted(setting.key(), setting.values(), setting.byDefault(), setting.meaning()))
                        .collect(Collectors.joining());
    }
}
