package org.agentwarden.platform.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Ends a stream whose reader takes less than 8 KiB/s on average, after the first 30 s: an export holds a thread. */
public final class MinimumRate extends FilterOutputStream {

    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final int BYTES_PER_SECOND = 8 * 1024;

    private final InstantSource clock;
    private final Instant begin;
    private long written;

    public MinimumRate(OutputStream stream, InstantSource clock) {
        super(stream);
        this.clock = clock;
        begin = clock.instant();
    }

    @Override
    public void write(int octet) throws IOException {
        out.write(octet);
        count(1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        count(length);
    }

    private void count(int bytes) throws IOException {
        written += bytes;
        Duration allowed = GRACE.plusSeconds(written / BYTES_PER_SECOND);
        if (Duration.between(begin, clock.instant()).compareTo(allowed) > 0) {
            throw new IOException("The reader is too slow");
        }
    }
}
