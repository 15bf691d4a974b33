package org.agentwarden.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretBoxTest {

    private static final String SECRET = "whsec_c2VjcmV0";

    @TempDir
    private Path directory;

    private SecretBox box;

    @BeforeEach
    void openTheBox() {
        box = new SecretBox(new KeyDirectory(directory));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", SECRET, "\u00e9\ud83d\ude00", "a\nb\0c"})
    void whatIsSealedOpensForItsOwner(String secret) {
        assertThat(box.open(box.seal(secret, "owner"), "owner")).isEqualTo(secret);
    }

    @Test
    void whatIsSealedOpensAfterARestart() {
        String sealed = box.seal(SECRET, "owner");
        assertThat(new SecretBox(new KeyDirectory(directory)).open(sealed, "owner"))
                .isEqualTo(SECRET);
    }

    @Test
    void anotherOwnerCannotOpenIt() {
        String sealed = box.seal(SECRET, "owner");
        for (String other : new String[] {"", "owner2", "Owner"}) {
            assertThatThrownBy(() -> box.open(sealed, other)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void anotherKeyCannotOpenIt(@TempDir Path elsewhere) {
        String sealed = box.seal(SECRET, "owner");
        SecretBox other = new SecretBox(new KeyDirectory(elsewhere));
        assertThatThrownBy(() -> other.open(sealed, "owner")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theSameSecretIsSealedDifferentlyEachTime() {
        assertThat(box.seal(SECRET, "owner")).isNotEqualTo(box.seal(SECRET, "owner"));
    }

    @Test
    void theSecretDoesNotShowThroughTheSeal() {
        assertThat(box.seal(SECRET, "owner")).startsWith("1:").doesNotContain(SECRET);
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
    @ValueSource(strings = {"", SECRET, "2:AAAA", "1", "1:!", " 1:AAAA"})
    void whatIsNoSealedSecretIsRefused(String text) {
        assertThatThrownBy(() -> box.open(text, "owner")).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] bytes(String sealed) {
        return Base64.getDecoder().decode(sealed.substring(2));
    }

    private static String text(byte[] sealed) {
        return "1:" + Base64.getEncoder().encodeToString(sealed);
    }
}
