package org.agentwarden.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import org.agentwarden.settings.InvalidSetting;
import org.agentwarden.settings.SettingSource;
import org.agentwarden.settings.Settings;
import picocli.CommandLine.Command;

/** Puts a new key before those that seal the secrets in the database; the next start begins to seal with it. */
@Command(
        name = KeyRotation.COMMAND,
        description = "Make a new key for stored secrets. The next start begins to use it.",
        mixinStandardHelpOptions = true)
final class KeyRotation implements Callable<Integer> {

    static final String COMMAND = "rotate-key";

    private static final int KEY_BYTES = 32;

    /**
     * Writes the file of keys anew, whole or not at all.
     *
     * @throws InvalidSetting when the keys come from the configuration and not from the file
     */
    @Override
    public Integer call() throws IOException {
        Settings settings = Settings.read(SettingSource.ofProcess());
        new DataDirectory(settings.dataDir()).prepare();
        if (!settings.encryptionKeys().texts().isEmpty()) {
            throw new InvalidSetting(
                    "agentwarden.encryption-keys",
                    "...",
                    "empty for " + COMMAND + ": put the new key first there yourself");
        }
        Path file = settings.dataDir().resolve("keys").resolve("secret-box.key");
        List<String> keys = new ArrayList<>(List.of(newKey()));
        if (Files.exists(file)) {
            keys.addAll(Files.readAllLines(file));
        }
        write(keys, file);
        System.out.println("A new key seals the secrets from the next start on, those that are stored included. The log"
                + " says when the older lines of " + file + " are needed no more; keep them with the back-ups that are"
                + " older than that.");
        return 0;
    }

    private static void write(List<String> keys, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Path draft = Files.createTempFile(file.getParent(), "secret-box", ".new");
        if (draft.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-------"));
        }
        Files.write(draft, keys);
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String newKey() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }
}
