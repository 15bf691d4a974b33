package org.agentwarden.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Seals secrets for the database with AES-256-GCM and a key that is not in the database. */
@ApplicationScoped
public class SecretBox {

    private static final String TRANSFORMATION = "AES/GCM/NoPadding";
    private static final String FORMAT = "1:";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;

    @Inject
    public SecretBox(KeyDirectory keys) {
        this.key = new SecretKeySpec(
                Base64.getDecoder().decode(keys.readOrCreate("secret-box.key", SecretBox::generateKey)), "AES");
    }

    /** For the proxy of the container. */
    @SuppressWarnings("NullAway")
    SecretBox() {
        this.key = null;
    }

    /**
     * Seals a text.
     *
     * @param owner the id of the row that owns the secret: a sealed text moved to another row does not open
     */
    public String seal(String secret, String owner) {
        byte[] nonce = random(NONCE_BYTES);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, owner, secret.getBytes(StandardCharsets.UTF_8));
        byte[] whole = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
        System.arraycopy(sealed, 0, whole, NONCE_BYTES, sealed.length);
        return FORMAT + Base64.getEncoder().encodeToString(whole);
    }

    /** Opens what {@link #seal} made for the same owner. */
    public String open(String sealed, String owner) {
        if (!sealed.startsWith(FORMAT)) {
            throw new IllegalArgumentException("Not a sealed secret");
        }
        byte[] whole = Base64.getDecoder().decode(sealed.substring(FORMAT.length()));
        byte[] nonce = Arrays.copyOf(whole, NONCE_BYTES);
        byte[] box = Arrays.copyOfRange(whole, NONCE_BYTES, whole.length);
        return new String(run(Cipher.DECRYPT_MODE, nonce, owner, box), StandardCharsets.UTF_8);
    }

    private byte[] run(int mode, byte[] nonce, String owner, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance(TRANSFORMATION);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
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
