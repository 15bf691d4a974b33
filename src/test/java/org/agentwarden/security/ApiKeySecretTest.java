package org.agentwarden.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiKeySecretTest {

    @Test
    void aKeyIsFortyRandomLettersAndDigitsBehindItsMark() {
        Set<String> keys = new HashSet<>();
        Set<Integer> characters = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            String key = ApiKeySecret.generate();
            assertThat(key).matches("ak_[A-Za-z0-9]{40}");
            keys.add(key);
            key.substring("ak_".length()).chars().forEach(characters::add);
        }
        assertThat(keys).hasSize(1_000);
        assertThat(characters).hasSize(62);
    }

    @ParameterizedTest
    @CsvSource({
        "abc, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "'',  e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    })
    void aHashIsSha256InHexadecimal(String key, String hash) {
        assertThat(ApiKeySecret.hash(key)).isEqualTo(hash);
    }

    @Test
    void whatIsShownOfAKeyLeavesNearlyAllOfItSecret() {
        String key = ApiKeySecret.generate();
        assertThat(key.substring(0, ApiKeySecret.PREFIX_LENGTH)).matches("ak_[A-Za-z0-9]{5}");
    }
}
