package org.agentwarden.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.agentwarden.systems.Assume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyDirectoryTest {

    private static final int PROCESSES = 8;

    @TempDir
    private Path parent;

    @Test
    void aKeyIsGeneratedOnceAndReadFromThenOn() throws IOException {
        Path directory = parent.resolve("keys");
        assertThat(new KeyDirectory(directory).readOrCreate("a.key", () -> "first"))
                .isEqualTo("first");
        assertThat(new KeyDirectory(directory).readOrCreate("a.key", () -> {
                    throw new AssertionError("generated again");
                }))
                .isEqualTo("first");
        assertThat(new KeyDirectory(directory).readOrCreate("b.key", () -> "second"))
                .isEqualTo("second");
        assertThat(names(directory)).containsExactlyInAnyOrder("a.key", "b.key");
    }

    @Test
    void aKeyThatAnOperatorPutThereIsRead() throws IOException {
        Files.writeString(parent.resolve("a.key"), "theirs\n");
        assertThat(new KeyDirectory(parent).readOrCreate("a.key", () -> "ours")).isEqualTo("theirs");
    }

    @Test
    void onlyTheServersUserCanReadTheKeys() throws IOException {
        Assume.present(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"),
                "a file system with the permissions of POSIX");
        Path directory = parent.resolve("data/keys");
        assertThat(new KeyDirectory(directory).readOrCreate("a.key", () -> "key"))
                .isEqualTo("key");
        assertThat(permissions(directory)).isEqualTo("rwx------");
        assertThat(permissions(directory.resolve("a.key"))).isEqualTo("rw-------");
    }

    @Test
    void processesThatStartTogetherAgreeOnOneKey()
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        ExecutorService processes = Executors.newFixedThreadPool(PROCESSES);
        try {
            for (int round = 0; round < 20; round++) {
                Path directory = parent.resolve("keys" + round);
                assertThat(startTogether(processes, directory)).hasSize(1);
                assertThat(names(directory)).containsExactly("a.key");
            }
        } finally {
            processes.shutdownNow();
        }
    }

    /** The keys that the processes got. */
    private static Set<String> startTogether(ExecutorService processes, Path directory)
            throws InterruptedException, ExecutionException, TimeoutException {
        CyclicBarrier start = new CyclicBarrier(PROCESSES);
        List<Future<String>> started = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            String own = "key of " + i;
            started.add(processes.submit(() -> {
                start.await();
                return new KeyDirectory(directory).readOrCreate("a.key", () -> own);
            }));
        }
        Set<String> keys = new HashSet<>();
        for (Future<String> process : started) {
            keys.add(process.get(30, TimeUnit.SECONDS));
        }
        return keys;
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "in the way");
        assertThatThrownBy(() -> new KeyDirectory(file).readOrCreate("a.key", () -> "key"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file.resolve("a.key").toString());
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
