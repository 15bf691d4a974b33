package org.agentwarden.launcher;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import org.agentwarden.settings.SettingSource;
import org.agentwarden.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Makes a link to a new password, for an admin who has lost it. The server takes the link over from the data directory, so
 * whoever may write there needs neither the database nor a password.
 */
@Command(
        name = "reset-password",
        description = "Print a link by which somebody chooses a new password.",
        mixinStandardHelpOptions = true)
final class PasswordReset implements Callable<Integer> {

    private static final int TOKEN_BYTES = 32;

    @Parameters(paramLabel = "E-MAIL", description = "The address that the person signs in with.")
    private String email = "";

    @Override
    public Integer call() throws IOException, NoSuchAlgorithmException {
        Settings settings = Settings.read(SettingSource.ofProcess());
        new DataDirectory(settings.dataDir()).prepare();
        byte[] bits = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bits);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        String hash = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII)));
        Path orders = Files.createDirectories(settings.passwordLinkOrders());
        Path draft = Files.createTempFile(orders, "order", ".new");
        Files.write(draft, List.of(email, hash));
        Files.move(draft, orders.resolve(hash), StandardCopyOption.ATOMIC_MOVE);
        String base = settings.publicUrl()
                .map(URI::toString)
                .orElse("http://" + settings.httpAddress() + ":" + settings.httpPort());
        System.out.println(base + "/reset-password?token=" + token);
        System.err.println(
                "The server accepts it within ten seconds, or after its next start, for 24 hours. Its log says"
                        + " when nobody signs in with this address.");
        return 0;
    }
}
