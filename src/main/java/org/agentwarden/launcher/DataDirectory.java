package org.agentwarden.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;
import org.agentwarden.settings.InvalidSetting;
import org.jspecify.annotations.Nullable;

/** The directory of the database, the broker's journal and the keys, which only the server's user may read. */
final class DataDirectory {

    private static final String SETTING = "agentwarden.data-dir";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWNER_ONLY_FILE = PosixFilePermissions.fromString("rw-------");

    /** The database, the keys and the checkpoints; the broker's files are deeper. */
    private static final int DEPTH = 2;

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    /** Kept open: the lock ends with it, and at the latest with the process. */
    @SuppressWarnings("UnusedVariable")
    private static @Nullable FileLock lock;

    private final Path directory;

    DataDirectory(Path directory) {
        this.directory = directory;
    }

    /** Creates it when it is missing. @throws InvalidSetting when it can't be created or written */
    void prepare() {
        try {
            if (Files.notExists(directory) && POSIX) {
                Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            } else {
                Files.createDirectories(directory);
            }
        } catch (IOException e) {
            throw new InvalidSetting(SETTING, directory.toString(), "a directory that can be created");
        }
        if (!Files.isWritable(directory)) {
            throw new InvalidSetting(SETTING, directory.toString(), "a directory that can be written");
        }
        restrict();
    }

    /**
     * Takes the permissions of other users away from the directory and what it holds, whatever the process's umask is. Says
     * in one line what belongs to another user and stays open: a volume of a container, for example.
     */
    void restrict() {
        if (!POSIX) {
            return;
        }
        try (Stream<Path> paths = Files.walk(directory, DEPTH)) {
            for (Path path : paths.toList()) {
                Files.setPosixFilePermissions(path, Files.isDirectory(path) ? OWNER_ONLY : OWNER_ONLY_FILE);
            }
        } catch (IOException e) {
            System.err.println(SETTING + ": other users may be able to read it, and its mode can't be changed: " + e);
        }
    }

    /** Takes the directory for this process alone. @throws CannotStart when another server has it */
    void lock() throws CannotStart {
        Path file = directory.resolve("server.lock");
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock = channel.tryLock();
        } catch (IOException e) {
            throw new CannotStart(SETTING + ": " + file + " can't be locked: " + e.getMessage());
        }
        if (lock == null) {
            throw new CannotStart(SETTING + ": another server is using " + directory
                    + "; end it first, or give this one a directory of its own");
        }
    }
}
