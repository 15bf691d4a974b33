package org.agentwarden.movableclock;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;

/** The server's time: that of the machine, and as many milliseconds more as a file says that the test writes. */
@Alternative
@Priority(1)
@ApplicationScoped
public class MovableClock {

    /** A system property: the path of a file of eight bytes. */
    public static final String FILE = "tests.clock";

    private static final Duration MICROSECOND = Duration.ofNanos(1_000);

    @Produces
    @ApplicationScoped
    InstantSource clock() throws IOException {
        Clock machine = Clock.tick(Clock.systemUTC(), MICROSECOND);
        MappedByteBuffer ahead = map(Path.of(System.getProperty(FILE)));
        return () -> machine.instant().plusMillis(ahead.getLong(0));
    }

    /** The file in memory, where one process sees at once what the other one writes. */
    public static MappedByteBuffer map(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES);
        }
    }
}
