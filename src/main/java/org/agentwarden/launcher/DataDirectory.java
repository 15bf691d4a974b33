package org.agentwarden.launcher;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.agentwarden.settings.InvalidSetting;

/** The directory of the database, the broker's journal and the keys: for its owner's eyes only. */
final class DataDirectory {

    private DataDirectory() {}

    static void prepare(Path directory) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        try {
            if (Files.notExists(directory) && posix) {
                Files.createDirectories(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectories(directory);
            }
        } catch (IOException e) {
            throw new InvalidSetting("agentwarden.data-dir", directory.toString(), "a directory that can be created");
        }
        if (!Files.isWritable(directory)) {
            throw new InvalidSetting("agentwarden.data-dir", directory.toString(), "a directory that can be written");
        }
    }
}
