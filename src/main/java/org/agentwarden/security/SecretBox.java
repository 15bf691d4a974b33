package org.agentwarden.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.agentwarden.settings.Settings;

/**
 * Seals secrets for the database with AES-256-GCM and keys that are not in the database: those of
 * {@code agentwarden.encryption-keys}, or else the lines of a file in the key directory. The first one seals, all open.
 */
@ApplicationScoped
public class SecretBox {

    private static final String TRANSFORMATION = "AES/GCM/NoPadding";

    /** What was sealed before there could be several keys does not name its own. */
    private static final String UNNAMED = "1:";

    private static final String NAMED = "2:";
    private static final String SEPARATOR = ":";
    private static final int NAME_LENGTH = 8;
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final List<Key> keys;

    private record Key(String name, SecretKeySpec spec) {

        static Key parse(String text) {
            byte[] bytes = Base64.getDecoder().decode(text);
            return new Key(name(bytes), new SecretKeySpec(bytes, "AES"));
        }

        private static String name(byte[] bytes) {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
                return HexFormat.of().formatHex(digest).substring(0, NAME_LENGTH);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("Every Java runtime has SHA-256", e);
            }
        }

        /** Without the key itself. */
        @Override
        public String toString() {
            return "Key[" + name + "]";
        }
    }

    @Inject
    public SecretBox(Settings settings, KeyDirectory directory) {
        this(
                settings.encryptionKeys().texts().isEmpty()
                        ? directory
                                .readOrCreate("secret-box.key", SecretBox::generateKey)
                                .lines()
                                .toList()
                        : settings.encryptionKeys().texts());
    }

    /** Keys of 32 bytes in base64, the newest first. */
    SecretBox(List<String> keys) {
        this.keys = keys.stream().map(Key::parse).toList();
    }

    /** For the proxy of the container. */
    SecretBox() {
        this(List.of());
    }

    /**
     * Seals a text.
     *
     * @param owner the id of the row that owns the secret: a sealed text moved to another row does not open
     */
    public String seal(String secret, String owner) {
        Key key = keys.get(0);
        byte[] nonce = random(NONCE_BYTES);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, key, nonce, owner, secret.getBytes(StandardCharsets.UTF_8));
        byte[] whole = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
        System.arraycopy(sealed, 0, whole, NONCE_BYTES, sealed.length);
        return prefix(key) + Base64.getEncoder().encodeToString(whole);
    }

    /**
     * Opens what {@link #seal} made for the same owner.
     *
     * @throws IllegalStateException when no key opens it
     */
    public String open(String sealed, String owner) {
        if (sealed.startsWith(UNNAMED)) {
            return openByAny(sealed.substring(UNNAMED.length()), owner);
        }
        if (!sealed.startsWith(NAMED)) {
            throw new IllegalArgumentException("Not a sealed secret");
        }
        Key key = keys.stream()
                .filter(candidate -> sealed.startsWith(prefix(candidate)))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("The key that sealed the secret of " + owner + " is gone"));
        return open(sealed.substring(prefix(key).length()), key, owner);
    }

    private String openByAny(String content, String owner) {
        IllegalStateException failure = new IllegalStateException("There is no key");
        for (Key key : keys) {
            try {
                return open(content, key, owner);
            } catch (IllegalStateException e) {
                failure = e;
            }
        }
        throw failure;
    }

    private static String open(String content, Key key, String owner) {
        byte[] whole = Base64.getDecoder().decode(content);
        byte[] nonce = Arrays.copyOf(whole, NONCE_BYTES);
        byte[] box = Arrays.copyOfRange(whole, NONCE_BYTES, whole.length);
        return new String(run(Cipher.DECRYPT_MODE, key, nonce, owner, box), StandardCharsets.UTF_8);
    }

    /** Whether the newest key has sealed it. */
    public boolean isCurrent(String sealed) {
        return sealed.startsWith(prefix(keys.get(0)));
    }

    /** Whether there are keys that should be needed no more once everything is sealed anew. */
    public boolean hasOlderKeys() {
        return keys.size() > 1;
    }

    private static String prefix(Key key) {
        return NAMED + key.name() + SEPARATOR;
    }

    private static byte[] run(int mode, Key key, byte[] nonce, String owner, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance(TRANSFORMATION);
            cipher.init(mode, key.spec(), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The secret of " + owner + " can't be sealed or opened", e);
        }
    }

    private static String generateKey() {
        return Base64.getEncoder().encodeToString(random(KEY_BYTES));
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
