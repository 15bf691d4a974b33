package org.agentwarden.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.agentwarden.platform.http.Busy;

/**
 * Writes the rows of a log one after the other, however many there are: some hundred are in memory at a time, and no
 * transaction is open while a slow reader takes them. What is logged meanwhile is not in it.
 */
@ApplicationScoped
public class LogExport {

    private static final int ROWS_AT_ONCE = 500;

    /** Each holds one of the server's requests for as long as its reader takes. */
    private static final int MOST_AT_ONCE = 16;

    private static final int MOST_OF_ONE_ORGANIZATION = 2;

    private final Map<String, Integer> running = new ConcurrentHashMap<>();

    @Inject
    private AuditLog log;

    /** Refuses an export that would be one too many. @throws Busy when it would */
    void requireRoom(String organizationId) {
        int all = running.values().stream().mapToInt(Integer::intValue).sum();
        if (all >= MOST_AT_ONCE || running.getOrDefault(organizationId, 0) >= MOST_OF_ONE_ORGANIZATION) {
            throw new Busy("Too many exports are under way");
        }
    }

    /** Writes to the end of the log, from the newest row to the oldest; does not close the stream. */
    void write(String organizationId, LogFilter filter, LogFormat format, OutputStream stream) throws IOException {
        running.merge(organizationId, 1, Integer::sum);
        try {
            Writer writer = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
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
        } finally {
            running.computeIfPresent(organizationId, (id, number) -> number == 1 ? null : number - 1);
        }
    }
}
