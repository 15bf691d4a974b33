package org.agentwarden.systems;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.agentwarden.movableclock.MovableClock;

/**
 * The time of a server whose clock a test moves. Only what the server compares with its clock notices: the broker's
 * delays, the periods of its sweeps and time-outs of requests go by the machine's time.
 */
public final class ServerTime {

    private final MappedByteBuffer ahead;

    private ServerTime(Path file) throws IOException {
        ahead = MovableClock.map(file);
    }

    /** Prepares a server that lives in a directory. */
    static ServerTime of(Path directory) {
        try {
            Path extensions = Files.createDirectories(directory.resolve("extensions"));
            pack(extensions.resolve("movable-clock.jar"), MovableClock.class);
            return new ServerTime(file(directory));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path file(Path directory) {
        return directory.resolve("clock").toAbsolutePath();
    }

    private static void pack(Path jar, Class<?> type) throws IOException {
        String name = type.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                InputStream code = Objects.requireNonNull(type.getClassLoader().getResourceAsStream(name))) {
            out.putNextEntry(new JarEntry(name));
            code.transferTo(out);
            out.closeEntry();
        }
    }

    /** Moves it forward. */
    public void pass(Duration time) {
        ahead.putLong(0, ahead.getLong(0) + time.toMillis());
    }

    /** As the server sees it, within a millisecond. */
    public Instant now() {
        return Instant.now().plusMillis(ahead.getLong(0));
    }
}
