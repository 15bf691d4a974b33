package org.agentwarden.settings;

import java.nio.file.Path;
import java.util.Optional;

/** A JDBC database: H2 or PostgreSQL. */
public record Database(String url, String user, String password) {

    private static final String H2 = "jdbc:h2:";

    private static final Setting<Optional<String>> URL = Setting.text(
                    "agentwarden.database.url",
                    "JDBC address of the database (runnable jar only). On application servers, configure their default data source"
                            + " instead.")
            .accepting("`jdbc:postgresql://host/name` or `jdbc:h2:...`")
            .byDefault("an H2 file in the data directory");
    private static final Setting<String> USER =
            Setting.text("agentwarden.database.user", "agentwarden", "Database user.");
    private static final Setting<Optional<String>> PASSWORD =
            Setting.password("agentwarden.database.password", "Database password.");

    static final SettingGroup SETTINGS = SettingGroup.of("Database", URL, USER, PASSWORD);

    /** The database of this process's settings. @throws InvalidSetting when it can't be used */
    public static Database ofProcess() {
        SettingSource source = SettingSource.ofProcess();
        return read(source, Settings.dataDir(source));
    }

    /** @param dataDir holds the embedded database, which is used unless another is named */
    static Database read(SettingSource source, Path dataDir) {
        String url = URL.from(source).orElse(H2 + "file:" + dataDir.resolve("database"));
        if (!url.startsWith(H2) && !url.startsWith("jdbc:postgresql:")) {
            throw new InvalidSetting(URL.key(), "...", "a URL that starts with jdbc:h2: or jdbc:postgresql:");
        }
        return new Database(url, USER.from(source), PASSWORD.from(source).orElse(""));
    }

    public boolean isH2() {
        return url.startsWith(H2);
    }

    @Override
    public String toString() {
        return "Database[" + user + "]";
    }
}
