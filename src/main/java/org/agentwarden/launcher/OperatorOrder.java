package org.agentwarden.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.agentwarden.settings.SettingSource;
import org.agentwarden.settings.Settings;

/**
 * Makes a link for a person, and leaves an order in the data directory by which the server accepts it. Whoever may write
 * there needs neither the database nor a password.
 */
final class OperatorOrder {

    private static final int TOKEN_BYTES = 32;

    private OperatorOrder() {}

    /**
     * Prints the link.
     *
     * @param page the path that the link leads to
     * @param further lines after the command's name, the address and the hash of the token
     */
    static void leave(String command, String email, String page, String... further)
            throws IOException, NoSuchAlgorithmException {
        Settings settings = Settings.read(SettingSource.ofProcess());
        new DataDirectory(settings.dataDir()).prepare();
        byte[] bits = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bits);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        String hash = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII)));
        List<String> lines = new ArrayList<>(List.of(command, email, hash));
        lines.addAll(List.of(further));
        Path orders = Files.createDirectories(settings.operatorOrders());
        Path draft = Files.createTempFile(orders, "order", ".new");
        Files.write(draft, lines);
        Files.move(draft, orders.resolve(hash), StandardCopyOption.ATOMIC_MOVE);
        System.out.println(settings.url() + page + "?token=" + token);
    }
}
