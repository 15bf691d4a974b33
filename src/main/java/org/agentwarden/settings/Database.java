package org.agentwarden.settings;

import java.nio.file.Path;

/** A JDBC database: H2 or PostgreSQL. */
public record Database(String url, String user, String password) {

    private static final String H2 = "jdbc:h2:";

    /** @param dataDir holds the embedded database, which is used unless another is named */
    static Database read(SettingSource source, Path dataDir) {
        String key = "agentwarden.database.url";
        String url = source.text(key).orElse(H2 + "file:" + dataDir.resolve("database"));
        if (!url.startsWith(H2) && !url.startsWith("jdbc:postgresql:")) {
            throw new InvalidSetting(key, "...", "a URL that starts with jdbc:h2: or jdbc:postgresql:");
        }
        return new Database(
                url,
                source.text("agentwarden.database.user").orElse("agentwarden"),
                source.text("agentwarden.database.password").orElse(""));
    }

    /** The name of the JDBC driver's class. */
    public String driverClass() {
        return isH2() ? "org.agentwarden.database.GroupCommitDriver" : "org.postgresql.Driver";
    }

    /** What the driver is told: of H2's addresses, the ones whose commits are durable. */
    public String driverUrl() {
        return isH2() ? "jdbc:agentwarden:h2:" + url.substring(H2.length()) : url;
    }

    private boolean isH2() {
        return url.startsWith(H2);
    }

    @Override
    public String toString() {
        return "Database[" + user + "]";
    }
}
