package org.agentwarden.bench;

import java.nio.file.Path;
import java.util.List;
import org.agentwarden.systems.PostgresServer;

/** A PostgreSQL as customers are told to set it up: every commit reaches the disk. A database in it for each server. */
final class PostgresDatabase implements Database {

    private final PostgresServer postgres = PostgresServer.start();
    private int databases;

    @Override
    public String title() {
        return "PostgreSQL";
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public Store create(Path directory) {
        return new Store(postgres.createDatabase("bench" + ++databases));
    }

    @Override
    public Processes processes() {
        return new Processes(List.of(postgres.pid()));
    }

    @Override
    public String numbers(long from, long to) {
        return "(SELECT x FROM generate_series(%d, %d) AS series (x))".formatted(from, to);
    }

    @Override
    public void close() {
        postgres.close();
    }
}
