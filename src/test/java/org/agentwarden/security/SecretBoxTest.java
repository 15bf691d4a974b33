package org.agentwarden.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretBoxTest {

    private static final String SECRET = "whsec_c2VjcmV0";

    private static final String KEY = key(1);

    private final SecretBox box = new SecretBox(List.of(KEY));

    private static String key(int number) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) number);
        return Base64.getEncoder().encodeToString(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", SECRET, "\u00e9\ud83d\ude00", "a\nb\0c"})
    void whatIsSealedOpensForItsOwner(String secret) {
        assertThat(box.open(box.seal(secret, "owner"), "owner")).isEqualTo(secret);
    }

    @Test
    void whatIsSealedOpensAfterARestart() {
        String sealed = box.seal(SECRET, "owner");
        assertThat(new SecretBox(List.of(KEY)).open(sealed, "owner")).isEqualTo(SECRET);
    }

    @Test
    void anotherOwnerCannotOpenIt() {
        String sealed = box.seal(SECRET, "owner");
        for (String other : new String[] {"", "owner2", "Owner"}) {
            assertThatThrownBy(() -> box.open(sealed, other)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void anotherKeyCannotOpenIt() {
        String sealed = box.seal(SECRET, "owner");
        SecretBox other = new SecretBox(List.of(key(2)));
        assertThatThrownBy(() -> other.open(sealed, "owner")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theSameSecretIsSealedDifferentlyEachTime() {
        assertThat(box.seal(SECRET, "owner")).isNotEqualTo(box.seal(SECRET, "owner"));
    }

    @Test
    void theSecretDoesNotShowThroughTheSeal() {
        assertThat(box.seal(SECRET, "owner")).startsWith("2:").doesNotContain(SECRET);
        String inside = new String(bytes(box.seal(SECRET, "owner")), StandardCharsets.ISO_8859_1);
        assertThat(inside).doesNotContain(SECRET);
    }

    @Test
    void everyChangedByteIsDetected() {
        byte[] sealed = bytes(box.seal(SECRET, "owner"));
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> box.open(text(changed), "owner"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageNotContaining(SECRET);
        }
    }

    @Test
    void aShortenedSealIsDetected() {
        byte[] sealed = bytes(box.seal(SECRET, "owner"));
        for (int length = 0; length < sealed.length; length++) {
            byte[] shortened = Arrays.copyOf(sealed, length);
            assertThatThrownBy(() -> box.open(text(shortened), "owner")).isInstanceOf(RuntimeException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", SECRET, "3:AAAA", "1", "1:!", " 1:AAAA"})
    void whatIsNoSealedSecretIsRefused(String text) {
        assertThatThrownBy(() -> box.open(text, "owner")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theNewestKeySealsAndTheOlderOnesStillOpen() {
        String old = box.seal(SECRET, "owner");
        SecretBox rotated = new SecretBox(List.of(key(2), KEY));

        assertThat(rotated.open(old, "owner")).isEqualTo(SECRET);
        assertThat(rotated.isCurrent(old)).isFalse();
        String anew = rotated.seal(SECRET, "owner");
        assertThat(rotated.isCurrent(anew)).isTrue();
        assertThat(new SecretBox(List.of(key(2))).open(anew, "owner")).isEqualTo(SECRET);
        assertThatThrownBy(() -> box.open(anew, "owner")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatWasSealedBeforeKeysHadNamesOpensWithWhicheverKeySealedIt() {
        String old = text(bytes(box.seal(SECRET, "owner")));

        assertThat(new SecretBox(List.of(key(3), KEY, key(2))).open(old, "owner"))
                .isEqualTo(SECRET);
        assertThat(box.isCurrent(old)).isFalse();
        assertThatThrownBy(() -> new SecretBox(List.of(key(2), key(3))).open(old, "owner"))
                .isInstanceOf(IllegalStateException.class);
    }

    private static byte[] bytes(String sealed) {
        return Base64.getDecoder().decode(sealed.substring(sealed.lastIndexOf(':') + 1));
    }

    /** Without the name of the key. */
    private static String text(byte[] sealed) {
        return "1:" + Base64.getEncoder().encodeToString(sealed);
    }
}
