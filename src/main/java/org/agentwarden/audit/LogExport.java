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
import org.agentwarden.platform.http.MinimumRate;

/**
 * Writes the rows of a log one after the other, however many there are: a hundred are in memory at a time, and no
 * transaction is open while a slow reader takes them. What is logged meanwhile is not in it.
 */
@ApplicationScoped
public class LogExport {

    /** At most 100 contexts of 64 KiB are in memory. */
    private static final int ROWS_AT_ONCE = 100;

    @Inject
    private AuditLog log;

    @Inject
    private SealedLogExport sealed;

    @Inject
    private InstantSource clock;

    /** The newest rows, to be given to {@link #write}: what fails until then still has an answer of its own. */
    List<LogEntry> first(String organizationId, LogFilter filter) {
        return log.after(Optional.empty(), organizationId, filter, ROWS_AT_ONCE);
    }

    /** Writes the whole log with its seals, from the oldest row on; does not close the stream. See {@link #write}. */
    void writeSealed(String organizationId, Runnable permission, OutputStream stream) throws IOException {
        sealed.write(organizationId, permission, writerTo(stream));
    }

    /**
     * Writes to the end of the log, from the newest row to the oldest; does not close the stream.
     *
     * @param first the newest rows
     * @param permission throws when the reader may not read any more; asked before each further hundred of rows
     * @throws IOException when the reader is gone, or too slow
     */
    void write(
            List<LogEntry> first,
            String organizationId,
            LogFilter filter,
            LogFormat format,
            Runnable permission,
            OutputStream stream)
            throws IOException {
        Writer writer = writerTo(stream);
        writer.write(format.head());
        List<LogEntry> rows = first;
        while (!rows.isEmpty()) {
            for (LogEntry row : rows) {
                writer.write(format.line(row));
            }
            writer.flush();
            permission.run();
            rows = log.after(Optional.of(rows.get(rows.size() - 1)), organizationId, filter, ROWS_AT_ONCE);
        }
        writer.flush();
    }

    private Writer writerTo(OutputStream stream) {
        return new BufferedWriter(new OutputStreamWriter(new MinimumRate(stream, clock), StandardCharsets.UTF_8));
    }
}
