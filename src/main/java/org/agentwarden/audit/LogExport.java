package org.agentwarden.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Writes the rows of a log one after the other, however many there are: some hundred are in memory at a time, and no
 * transaction is open while a slow reader takes them. What is logged meanwhile is not in it.
 */
@ApplicationScoped
public class LogExport {

    private static final int ROWS_AT_ONCE = 500;

    @Inject
    private AuditLog log;

    @Inject
    private InstantSource clock;

    /**
     * Writes to the end of the log, from the newest row to the oldest; does not close the stream.
     *
     * @throws IOException when the reader is gone, or too slow
     */
    void write(String organizationId, LogFilter filter, LogFormat format, OutputStream stream) throws IOException {
        Writer writer =
                new BufferedWriter(new OutputStreamWriter(new MinimumRate(stream, clock), StandardCharsets.UTF_8));
        writer.write(format.head());
        List<LogEntry> rows = log.after(Optional.empty(), organizationId, filter, ROWS_AT_ONCE);
        while (!rows.isEmpty()) {
            for (LogEntry row : rows) {
                writer.write(format.line(row));
            }
            writer.flush();
            rows = log.after(Optional.of(rows.get(rows.size() - 1)), organizationId, filter, ROWS_AT_ONCE);
        }
        writer.flush();
    }
}
