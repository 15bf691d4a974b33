package org.agentwarden.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir
    private Path parent;

    @Test
    void aDirectoryThatOthersCouldReadIsForItsOwnerAlone() throws IOException {
        Path directory = Files.createDirectory(parent.resolve("data"));
        Path checkpoints = Files.createDirectory(directory.resolve("log-checkpoints"));
        Path database = Files.createFile(directory.resolve("database.mv.db"));
        for (Path path : new Path[] {directory, checkpoints, database}) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }

        new DataDirectory(directory).prepare();

        assertThat(mode(directory)).isEqualTo("rwx------");
        assertThat(mode(checkpoints)).isEqualTo("rwx------");
        assertThat(mode(database)).isEqualTo("rw-------");
    }

    @Test
    void aNewDirectoryIsForItsOwnerAlone() throws IOException {
        Path directory = parent.resolve("new").resolve("data");

        new DataDirectory(directory).prepare();

        assertThat(mode(directory)).isEqualTo("rwx------");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
