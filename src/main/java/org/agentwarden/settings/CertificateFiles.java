package org.agentwarden.settings;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the keys and certificates that settings name; every failure is an {@link InvalidSetting} of the key. */
final class CertificateFiles {

    /** RFC 7468, with the name that OpenSSL once used. Anything may stand between two blocks, lines of dashes too. */
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN (?:X509 )?CERTIFICATE-----");

    private static final Pattern CERTIFICATE =
            Pattern.compile(BEGIN.pattern() + "([A-Za-z0-9+/=\\s]*)-----END (?:X509 )?CERTIFICATE-----");

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

    private static X509Certificate certificate(String base64) throws GeneralSecurityException {
        byte[] der = Base64.getMimeDecoder().decode(base64);
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }
}
