package org.agentwarden.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import org.agentwarden.audit.sealing.Seal;
import org.agentwarden.audit.sealing.Truncation;
import org.agentwarden.holdings.JsonLines;

/** Writes a whole log with its seals, from the oldest row on, so that it can be checked elsewhere. */
@ApplicationScoped
public class SealedLogExport {

    /** At most 100 contexts of 64 KiB are in memory. */
    private static final int ROWS_AT_ONCE = 100;

    @Inject
    private Seals seals;

    @Inject
    private SealKey key;

    /**
     * Writes the log; does not close the writer.
     *
     * @param permission throws when the reader may not read any more; asked before each further hundred of rows
     * @throws IOException when the reader is gone or too slow, or old rows were removed meanwhile
     */
    public void write(String organizationId, Runnable permission, Writer writer) throws IOException {
        JsonLines.writeLine(SealedLines.head(organizationId, key.verificationKey()), writer);
        Optional<Truncation> truncation = seals.retirement(organizationId);
        if (truncation.isPresent()) {
            JsonLines.writeLine(SealedLines.of(truncation.get()), writer);
        }
        Optional<Seal> last = Optional.empty();
        List<Seal> page = seals.after(organizationId, last);
        while (!page.isEmpty()) {
            for (Seal seal : page) {
                int written = writeRows(LogRange.between(last, seal), permission, writer);
                if (written < seal.rowCount()
                        && !seals.retirement(organizationId).equals(truncation)) {
                    throw new IOException("Old rows were removed while the log was exported");
                }
                JsonLines.writeLine(SealedLines.of(seal), writer);
                last = Optional.of(seal);
            }
            page = seals.after(organizationId, last);
        }
        int unsealed = writeRows(LogRange.after(organizationId, last), permission, writer);
        JsonLines.writeLine(SealedLines.end(last, unsealed), writer);
        writer.flush();
    }

    private int writeRows(LogRange part, Runnable permission, Writer writer) throws IOException {
        int written = 0;
        LogRange rest = part;
        List<LogEntry> rows = seals.rows(rest, ROWS_AT_ONCE);
        while (!rows.isEmpty()) {
            for (LogEntry row : rows) {
                writer.write(LogFormat.SEALED.line(row));
            }
            writer.flush();
            permission.run();
            written += rows.size();
            rest = rest.from(rows.get(rows.size() - 1));
            rows = seals.rows(rest, ROWS_AT_ONCE);
        }
        return written;
    }
}
