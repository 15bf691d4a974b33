package org.agentwarden.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyCheckValueTest {

    private static final String OLD = key('o');
    private static final String NEW = key('n');

    @Test
    void onlyTheKeyOfTheFirstStartOpensIt() {
        KeyCheckValue value = new KeyCheckValue(new SecretBox(List.of(OLD)));

        assertThat(value.opensWith(new SecretBox(List.of(OLD)))).isTrue();
        assertThat(value.opensWith(new SecretBox(List.of(NEW)))).isFalse();
    }

    @Test
    void afterARotationTheOldKeyCanGo() {
        KeyCheckValue value = new KeyCheckValue(new SecretBox(List.of(OLD)));
        SecretBox both = new SecretBox(List.of(NEW, OLD));

        assertThat(value.opensWith(both)).isTrue();
        value.renew(both);

        assertThat(value.opensWith(new SecretBox(List.of(NEW)))).isTrue();
        assertThat(value.opensWith(new SecretBox(List.of(OLD)))).isFalse();
    }

    private static String key(char character) {
        return Base64.getEncoder()
                .encodeToString(String.valueOf(character).repeat(32).getBytes(StandardCharsets.UTF_8));
    }
}
