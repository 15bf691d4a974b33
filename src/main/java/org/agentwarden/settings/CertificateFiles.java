package org.agentwarden.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;

/** Reads the keys and certificates that settings name; every failure is an {@link InvalidSetting} of the key. */
final class CertificateFiles {

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
        try (InputStream in = Files.newInputStream(file)) {
            List<X509Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (certificates.isEmpty()) {
                throw new InvalidSetting(key, file.toString(), wanted);
            }
            return certificates;
        } catch (IOException | GeneralSecurityException e) {
            throw new InvalidSetting(key, file.toString(), wanted);
        }
    }
}
