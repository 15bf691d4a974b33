package org.agentwarden.settings;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the keys and certificates that settings name; every failure is an {@link InvalidSetting} of the key. */
final class CertificateFiles {

    /** RFC 7468, with the name that OpenSSL once used. Anything may stand between two blocks, lines of dashes too. */
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN (?:X509 )?CERTIFICATE-----");

    private static final Pattern CERTIFICATE =
            Pattern.compile(BEGIN.pattern() + "([A-Za-z0-9+/=\\s]*)-----END (?:X509 )?CERTIFICATE-----");

    /** PKCS#8, and as OpenSSL wrote it for long, PKCS#1 for RSA and SEC 1 for elliptic curves. */
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN (RSA |EC |)PRIVATE KEY-----([A-Za-z0-9+/=\\s]*)-----END \\1PRIVATE KEY-----");

    /** The algorithms of keys, and a signature of each. */
    private static final Map<String, String> SIGNATURES = Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA");

    private CertificateFiles() {}

    /** The keys of a PKCS#12 file, at least one of them private and open to the password. */
    static KeyStore keys(String key, Path file, String password) {
        String wanted = "a PKCS#12 file with a private key that opens with " + key + "-password";
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, password.toCharArray());
            for (String alias : Collections.list(keys.aliases())) {
                if (keys.isKeyEntry(alias) && keys.getKey(alias, password.toCharArray()) instanceof PrivateKey) {
                    return keys;
                }
            }
            throw new InvalidSetting(key, file.toString(), wanted);
        } catch (IOException | GeneralSecurityException e) {
            throw new InvalidSetting(key, file.toString(), wanted);
        }
    }

    /** The certificates of a PEM file, at least one. */
    static List<X509Certificate> certificates(String key, Path file) {
        String wanted = "a PEM file of certificates";
        try {
            // Comments may be in any encoding; the certificates are ASCII.
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            List<X509Certificate> certificates = new ArrayList<>();
            Matcher block = CERTIFICATE.matcher(text);
            while (block.find()) {
                certificates.add(certificate(block.group(1)));
            }
            if (certificates.isEmpty()
                    || certificates.size() < BEGIN.matcher(text).results().count()) {
                throw new InvalidSetting(key, file.toString(), wanted);
            }
            return List.copyOf(certificates);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new InvalidSetting(key, file.toString(), wanted);
        }
    }

    /**
     * The private key of a PEM file, RSA or EC, without a password.
     *
     * @param certificate to whose public key it must belong
     * @param ofCertificate the key of the setting that names the certificate
     */
    static PrivateKey privateKey(String key, Path file, X509Certificate certificate, String ofCertificate) {
        try {
            Matcher block = PRIVATE_KEY.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
            if (block.find()) {
                byte[] der = Base64.getMimeDecoder().decode(block.group(2));
                PublicKey pair = certificate.getPublicKey();
                PrivateKey read = KeyFactory.getInstance(pair.getAlgorithm())
                        .generatePrivate(new PKCS8EncodedKeySpec(
                                block.group(1).isEmpty() ? der : PrivateKeyInfo.around(der, pair)));
                if (belongTogether(read, pair)) {
                    return read;
                }
            }
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            // Its message may hold a part of the key.
        }
        throw new InvalidSetting(
                key,
                file.toString(),
                "a PEM file that this user can read, with the private key (RSA or EC, without a password) of the first"
                        + " certificate in " + ofCertificate);
    }

    private static boolean belongTogether(PrivateKey key, PublicKey pair) throws GeneralSecurityException {
        String algorithm = SIGNATURES.get(pair.getAlgorithm());
        if (algorithm == null) {
            return false;
        }
        byte[] text = pair.getEncoded();
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(text);
        byte[] signed = signature.sign();
        signature.initVerify(pair);
        signature.update(text);
        return signature.verify(signed);
    }

    private static X509Certificate certificate(String base64) throws GeneralSecurityException {
        byte[] der = Base64.getMimeDecoder().decode(base64);
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }
}
