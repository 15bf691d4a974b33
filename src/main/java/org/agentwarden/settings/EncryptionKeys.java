package org.agentwarden.settings;

import java.util.Base64;
import java.util.List;

/**
 * The keys that seal secrets in the database.
 *
 * @param texts 32 bytes each in base64, the newest first; none when they are in the data directory
 */
public record EncryptionKeys(List<String> texts) {

    private static final int BYTES = 32;

    static EncryptionKeys read(SettingSource source) {
        String key = "agentwarden.encryption-keys";
        List<String> texts = source.texts(key);
        if (!texts.stream().allMatch(EncryptionKeys::isKey)) {
            throw new InvalidSetting(key, "...", "a comma-separated list of keys of " + BYTES + " bytes in base64");
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
