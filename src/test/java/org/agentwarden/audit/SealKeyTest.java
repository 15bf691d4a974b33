package org.agentwarden.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.agentwarden.audit.sealing.VerificationKey;
import org.agentwarden.security.KeyDirectory;
import org.agentwarden.settings.SettingSource;
import org.agentwarden.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealKeyTest {

    @TempDir
    private Path directory;

    private SealKey key(String name) {
        Settings settings = Settings.read(new SettingSource(setting -> setting.equals("agentwarden.data-dir")
                ? Optional.of(directory.resolve(name).toString())
                : Optional.empty()));
        return new SealKey(new KeyDirectory(settings));
    }

    @Test
    void whatItSignedItVerifiesAfterARestartToo() {
        String signature = key("here").sign("seal");
        assertThat(key("here").verificationKey().verifies("seal", signature)).isTrue();
    }

    @Test
    void anotherTextOrKeyOrNoSignatureIsRefused() {
        String signature = key("here").sign("seal");
        VerificationKey here = key("here").verificationKey();
        assertThat(here.verifies("leas", signature)).isFalse();
        assertThat(key("elsewhere").verificationKey().verifies("seal", signature))
                .isFalse();
        assertThat(here.verifies("seal", "no signature")).isFalse();
        assertThat(here.verifies("seal", "")).isFalse();
    }
}
