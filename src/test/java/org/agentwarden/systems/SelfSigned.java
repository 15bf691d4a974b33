package org.agentwarden.systems;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * A key whose certificate nobody has signed but itself, made by the JDK's {@code keytool}.
 *
 * @param keyStore a PKCS#12 file that opens with {@link #PASSWORD}
 */
public record SelfSigned(Path keyStore) {

    public static final String PASSWORD = "changeit";

    /**
     * Makes a key and writes it to {@code <name>.p12}.
     *
     * @param names whom the certificate is for, such as {@code dns:receiver.test,ip:127.0.0.1}
     */
    public static SelfSigned make(Path directory, String name, String names) {
        return make(directory, name, names, List.of());
    }

    /** The same with options of {@code keytool}, such as {@code -keyalg RSA} or {@code -startdate -3d -validity 1}. */
    public static SelfSigned make(Path directory, String name, String names, List<String> options) {
        Path keyStore = directory.resolve(name + ".p12");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=" + names,
                "-keystore",
                keyStore.toString(),
                "-storepass",
                PASSWORD));
        command.addAll(options);
        try {
            Process keytool = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException("keytool failed");
            }
            return new SelfSigned(keyStore);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The certificate alone, in a file of its own. */
    public Path pem() throws IOException, GeneralSecurityException {
        return Files.writeString(
                keyStore.resolveSibling(keyStore.getFileName() + ".pem"),
                pem("CERTIFICATE", certificate().getEncoded()));
    }

    /** The private key alone (PKCS#8, without a password), in a file of its own. */
    public Path keyPem() throws IOException, GeneralSecurityException {
        return Files.writeString(
                keyStore.resolveSibling(keyStore.getFileName() + ".key"),
                pem("PRIVATE KEY", privateKey().getEncoded()));
    }

    /** A block of such a file. */
    public static String pem(String label, byte[] content) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
    }

    public Certificate certificate() throws IOException, GeneralSecurityException {
        KeyStore keys = keys();
        return keys.getCertificate(keys.aliases().nextElement());
    }

    public PrivateKey privateKey() throws IOException, GeneralSecurityException {
        KeyStore keys = keys();
        return (PrivateKey) keys.getKey(keys.aliases().nextElement(), PASSWORD.toCharArray());
    }

    /** TLS of a client that trusts these certificates and no others. */
    public static SSLContext trusting(SelfSigned... servers) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust(servers).getTrustManagers(), null);
        return context;
    }

    private static TrustManagerFactory trust(SelfSigned... peers) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        for (SelfSigned peer : peers) {
            trusted.setCertificateEntry(Integer.toString(trusted.size()), peer.certificate());
        }
        TrustManagerFactory trusting = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusting.init(trusted);
        return trusting;
    }

    /** A loopback socket that shows this certificate. */
    public ServerSocket serverSocket() throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers().getKeyManagers(), null, null);
        return context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** The same, for clients alone that show a certain certificate. */
    public ServerSocket serverSocketFor(SelfSigned client) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers().getKeyManagers(), trust(client).getTrustManagers(), null);
        SSLServerSocket server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server.setNeedClientAuth(true);
        return server;
    }

    private KeyManagerFactory keyManagers() throws IOException, GeneralSecurityException {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys(), PASSWORD.toCharArray());
        return managers;
    }

    private KeyStore keys() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }
}
