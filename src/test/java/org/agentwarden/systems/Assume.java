package org.agentwarden.systems;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What some tests need and not every machine has. */
public final class Assume {

    private Assume() {}

    /** Skips the test that calls it, and says so on the console, when this machine is without what it needs. */
    public static void present(boolean present, String what) {
        String reason = "this machine is without " + what;
        if (!present) {
            System.out.println("SKIPPED: " + reason);
        }
        assumeTrue(present, reason);
    }

    public static void postgres() {
        present(PostgresServer.isInstalled(), "a PostgreSQL server (Debian: postgresql)");
    }

    public static void browser() {
        present(Browser.isInstalled(), "chromium and chromium-driver");
    }
}
