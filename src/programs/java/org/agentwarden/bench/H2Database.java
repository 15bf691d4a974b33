package org.agentwarden.bench;

import java.nio.file.Path;

/** The default: a file in the server's data directory. */
final class H2Database implements Database {

    @Override
    public String title() {
        return "H2, a file";
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public Store create(Path directory) {
        return new Store("jdbc:h2:file:" + directory.resolve("data").resolve("database"));
    }

    @Override
    public Processes processes() {
        return Processes.NONE;
    }

    @Override
    public String numbers(long from, long to) {
        return "SYSTEM_RANGE(%d, %d)".formatted(from, to);
    }

    @Override
    public void close() {
        // The file goes with the server's directory.
    }
}
