package org.agentwarden.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRuleTest {

    private static final String EMAIL = "ada.lovelace@example.com";
    private static final String ORGANIZATION = "Analytical Engines";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1234567",
                "password",
                "PassWord",
                " password ",
                "12345678",
                "qwertyuiop",
                "changeit",
                "p@ssw0rd",
                "00000000",
                "abcdefgh",
                "87654321",
                "ada.lovelace@example.com",
                "Ada.Lovelace",
                "analytical engines",
                "AgentWarden"
            })
    void whatIsGuessedFirstIsRefused(String password) {
        assertThat(PasswordRule.objection(password, EMAIL, ORGANIZATION)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct horse",
                "battery staple",
                "a quite secret password",
                "long enough",
                "ada.lovelace@example.com!",
                "\uD83D\uDD12\uD83D\uDD11\uD83D\uDD12\uD83D\uDDDD"
            })
    void anythingElseIsAccepted(String password) {
        assertThat(PasswordRule.objection(password, EMAIL, ORGANIZATION)).isEmpty();
    }

    @Test
    void aLongPasswordIsJudgedInNoTime() {
        String password = "ab".repeat(500);
        assertTimeout(Duration.ofSeconds(30), () -> {
            for (int i = 0; i < 10_000; i++) {
                assertThat(PasswordRule.objection(password, EMAIL, ORGANIZATION))
                        .isEmpty();
            }
        });
    }

    @Test
    void theObjectionDoesNotRepeatThePassword() {
        assertThat(PasswordRule.objection("qwertyuiop", EMAIL, ORGANIZATION).orElseThrow())
                .doesNotContain("qwertyuiop");
    }
}
