package org.agentwarden.settings;

import java.nio.file.Path;

/** A JDBC database: H2 or PostgreSQL. */
public record Database(String url, String user, String password) {

    private static final String H2 = "jdbc:h2:";

    /** The database of this process's settings. @throws InvalidSetting when it can't be used */
    public static Database ofProcess() {
        SettingSource source = SettingSource.ofProcess();
        return read(source, Settings.dataDir(source));
    }

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
                source.password("agentwarden.database.password").orElse(""));
    }

    public boolean isH2() {
        return url.startsWith(H2);
    }

    @Override
    public String toString() {
        return "Database[" + user + "]";
    }
}
