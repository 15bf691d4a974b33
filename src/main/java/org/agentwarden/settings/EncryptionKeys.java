package org.agentwarden.settings;

import java.util.Base64;
import java.util.List;

/**
 * The keys that encrypt secrets in the database.
 *
 * @param texts 32 bytes each in base64, the newest first; none when they are in the data directory
 */
public record EncryptionKeys(List<String> texts) {

    private static final int BYTES = 32;

    static final Setting<List<String>> KEYS = Setting.texts(
                    "agentwarden.encryption-keys", "AES-256 keys that encrypt stored secrets, the newest first.")
            .accepting("list of base64 texts of " + BYTES + " bytes each")
            .byDefault("a key generated in the data directory");

    static EncryptionKeys read(SettingSource source) {
        List<String> texts = KEYS.from(source);
        if (!texts.stream().allMatch(EncryptionKeys::isKey)) {
            throw new InvalidSetting(
                    KEYS.key(), "...", "a comma-separated list of keys of " + BYTES + " bytes in base64");
        }
        return new EncryptionKeys(texts);
    }

    private static boolean isKey(String text) {
        try {
            return Base64.getDecoder().decode(text).length == BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "EncryptionKeys[" + texts.size() + "]";
    }
}
