package org.agentwarden.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FingerprintTest {

    @Test
    void sameThingsHaveTheSame() {
        assertThat(Fingerprint.of("org", "key"))
                .isEqualTo(Fingerprint.of("org", "key"))
                .matches("[0-9a-f]{64}");
    }

    @Test
    void partsDoNotRunIntoEachOther() {
        assertThat(Fingerprint.of("ab", "c")).isNotEqualTo(Fingerprint.of("a", "bc"));
        assertThat(Fingerprint.of("a", ""))
                .isNotEqualTo(Fingerprint.of("", "a"))
                .isNotEqualTo(Fingerprint.of("a"));
    }
}
