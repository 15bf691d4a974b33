package org.agentwarden.holdings;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import org.agentwarden.platform.json.JsonCodec;

/** Files of an export with a line of JSON for each row. A hundred rows are in memory at a time. */
public final class JsonLines {

    private static final int ROWS_AT_ONCE = 100;

    private JsonLines() {}

    /**
     * Some rows of a file.
     *
     * @param last where the next ones begin; empty when there are none
     */
    public record Part<T>(List<JsonObject> rows, Optional<T> last) {

        /**
         * The part that ends with the last row that was read.
         *
         * @param read some of which may be left out, or be shown in another order
         */
        public static <T> Part<T> of(List<JsonObject> rows, List<? extends T> read) {
            return new Part<>(rows, read.isEmpty() ? Optional.empty() : Optional.of(read.get(read.size() - 1)));
        }
    }

    /** Where the rows of a file come from. */
    @FunctionalInterface
    public interface Source<T> {

        /**
         * Reads the next rows.
         *
         * @param last of the part before; empty at the beginning
         */
        Part<T> next(Optional<T> last, int most);
    }

    /**
     * Writes all rows; no transaction is open while a slow reader takes them.
     *
     * @param permission throws when the reader may not read any more; asked after each part
     */
    public static <T> void write(Source<T> source, Runnable permission, Writer writer) throws IOException {
        Optional<T> last = Optional.empty();
        do {
            Part<T> part = source.next(last, ROWS_AT_ONCE);
            for (JsonObject row : part.rows()) {
                writeLine(row, writer);
            }
            permission.run();
            last = part.last();
        } while (last.isPresent());
    }

    public static void writeLine(JsonObject row, Writer writer) throws IOException {
        writer.write(JsonCodec.write(row));
        writer.write('\n');
    }
}
