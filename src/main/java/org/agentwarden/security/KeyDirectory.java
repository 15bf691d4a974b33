package org.agentwarden.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;
import org.agentwarden.settings.Settings;

/**
 * The server's own keys: one small file each under {@code agentwarden.data-dir}/keys, generated at the first start and
 * readable by the server's user alone. Whoever loses them loses every token and sealed secret: they belong in the
 * back-up.
 */
@ApplicationScoped
public class KeyDirectory {

    private final Path directory;

    @Inject
    public KeyDirectory(Settings settings) {
        this(settings.dataDir().resolve("keys"));
    }

    KeyDirectory(Path directory) {
        this.directory = directory;
    }

    /** For the proxy of the container. */
    KeyDirectory() {
        this(Path.of("."));
    }

    /**
     * Reads the file, or writes what the supplier generates first. Several processes may start at once on one directory:
     * the first file wins.
     */
    public String readOrCreate(String name, Supplier<String> generate) {
        Path file = directory.resolve(name);
        try {
            if (Files.notExists(file)) {
                create(file, generate.get());
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read or create the key file " + file, e);
        }
    }

    private void create(Path file, String content) throws IOException {
        Files.createDirectories(directory, ownerOnly("rwx------"));
        Path draft = Files.createTempFile(directory, file.getFileName().toString(), ".new", ownerOnly("rw-------"));
        Files.writeString(draft, content);
        try {
            // A hard link appears whole or not at all, and never replaces a file that is already there.
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // Another process was first.
            return;
        } catch (UnsupportedOperationException | FileSystemException e) {
            // This file system has no hard links.
            Files.move(draft, file);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static FileAttribute<?>[] ownerOnly(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
