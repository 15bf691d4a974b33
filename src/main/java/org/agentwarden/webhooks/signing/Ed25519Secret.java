package org.agentwarden.webhooks.signing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A key pair that signs by Ed25519: {@code whsk_} and in base64 the 32 bytes of the private key and the 32 of the public
 * one, both as RFC 8032 encodes them.
 */
final class Ed25519Secret implements SigningSecret {

    static final String PREFIX = "whsk_";

    private static final String PUBLIC_PREFIX = "whpk_";
    private static final String VERSION = "v1a,";
    private static final String ALGORITHM = "Ed25519";
    private static final int KEY_BYTES = 32;

    /** What precedes the 32 bytes of a public key in its X.509 encoding (RFC 8410, section 4). */
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final byte[] TRIAL = "trial".getBytes(StandardCharsets.UTF_8);

    private final PrivateKey privateKey;
    private final byte[] bothKeys;

    private Ed25519Secret(byte[] bothKeys) throws GeneralSecurityException {
        this.bothKeys = bothKeys;
        this.privateKey = KeyFactory.getInstance(ALGORITHM)
                .generatePrivate(
                        new EdECPrivateKeySpec(NamedParameterSpec.ED25519, Arrays.copyOf(bothKeys, KEY_BYTES)));
    }

    static Ed25519Secret generate(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(NamedParameterSpec.ED25519, random);
            KeyPair pair = generator.generateKeyPair();
            byte[] bothKeys = Arrays.copyOf(
                    ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow(), 2 * KEY_BYTES);
            System.arraycopy(pair.getPublic().getEncoded(), X509_PREFIX.length, bothKeys, KEY_BYTES, KEY_BYTES);
            return new Ed25519Secret(bothKeys);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has Ed25519", e);
        }
    }

    static Ed25519Secret parse(String text) {
        byte[] bothKeys = Base64.getDecoder().decode(text.substring(PREFIX.length()));
        if (bothKeys.length != 2 * KEY_BYTES) {
            throw new IllegalArgumentException("a signing key has 64 bytes");
        }
        try {
            Ed25519Secret secret = new Ed25519Secret(bothKeys);
            if (!secret.isPair()) {
                throw new IllegalArgumentException("the two halves of the signing key do not belong together");
            }
            return secret;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not an Ed25519 key", e);
        }
    }

    /** Signing with one half and telling people the other one would make every signature wrong. */
    private boolean isPair() throws GeneralSecurityException {
        Signature verifier = Signature.getInstance(ALGORITHM);
        byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + KEY_BYTES);
        System.arraycopy(bothKeys, KEY_BYTES, encoded, X509_PREFIX.length, KEY_BYTES);
        verifier.initVerify(KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded)));
        verifier.update(TRIAL);
        return verifier.verify(sign(TRIAL));
    }

    @Override
    public SignatureScheme scheme() {
        return SignatureScheme.ED25519;
    }

    @Override
    public String reveal() {
        return PREFIX + Base64.getEncoder().encodeToString(bothKeys);
    }

    @Override
    public Optional<String> publicKey() {
        byte[] publicKey = Arrays.copyOfRange(bothKeys, KEY_BYTES, 2 * KEY_BYTES);
        return Optional.of(PUBLIC_PREFIX + Base64.getEncoder().encodeToString(publicKey));
    }

    @Override
    public String sign(String id, Instant at, String body) {
        String content = id + '.' + at.getEpochSecond() + '.' + body;
        try {
            byte[] signature = sign(content.getBytes(StandardCharsets.UTF_8));
            return VERSION + Base64.getEncoder().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Can't sign webhook " + id, e);
        }
    }

    private byte[] sign(byte[] content) throws GeneralSecurityException {
        Signature signer = Signature.getInstance(ALGORITHM);
        signer.initSign(privateKey);
        signer.update(content);
        return signer.sign();
    }

    @Override
    public String toString() {
        return "Ed25519Secret[hidden]";
    }
}
