package org.agentwarden.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UnknownSettingsTest {

    @Test
    void aTypingErrorIsNamedWithTheSettingThatIsMeant() {
        assertThat(UnknownSettings.amongVariables(List.of("AGENTWARDEN_HTTP_PROT", "AGENTWARDEN_DATABSE_URL")))
                .containsExactly(
                        "AGENTWARDEN_DATABSE_URL is not a setting; the most similar is AGENTWARDEN_DATABASE_URL",
                        "AGENTWARDEN_HTTP_PROT is not a setting; the most similar is AGENTWARDEN_HTTP_PORT");
    }

    @Test
    void settingsAndVariablesOfOtherProgramsAreNotNamed() {
        assertThat(UnknownSettings.amongVariables(List.of("AGENTWARDEN_WEBHOOKS_RETRY_DELAYS", "PATH", "AGENTWARDENS")))
                .isEmpty();
    }

    @Test
    void whatIsLikeNoSettingIsNamedAlone() {
        assertThat(UnknownSettings.amongVariables(List.of("AGENTWARDEN_COFFEE_MACHINE_TEMPERATURE")))
                .containsExactly("AGENTWARDEN_COFFEE_MACHINE_TEMPERATURE is not a setting");
    }

    @Test
    void aKeyOfAFileIsComparedWithKeys() {
        assertThat(UnknownSettings.amongKeys(List.of("agentwarden.http.port", "agentwarden.public.url")))
                .containsExactly("agentwarden.public.url is not a setting; the most similar is agentwarden.public-url");
    }
}
