package org.agentwarden.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.agentwarden.settings.SettingSource;
import org.agentwarden.settings.Settings;
import org.agentwarden.settings.UnknownSettings;

/**
 * Settings in files of the name {@code agentwarden.properties}: one in the directory where the server is started, and one in
 * the data directory. System properties and environment variables come before both, the first file before the second.
 */
final class SettingsFile {

    private static final Path NAME = Path.of("agentwarden.properties");

    private SettingsFile() {}

    /**
     * Makes system properties of what the files say and nothing else does, so that the whole process sees it.
     *
     * @throws CannotStart when a file can't be read
     */
    static void load() throws CannotStart {
        load(NAME.toAbsolutePath());
        // Which directory that is may stand in the first file.
        load(Settings.dataDirOfProcess().resolve(NAME));
    }

    private static void load(Path file) throws CannotStart {
        if (Files.notExists(file)) {
            return;
        }
        Properties settings = new Properties();
        try (Reader text = Files.newBufferedReader(file)) {
            settings.load(text);
        } catch (IOException | IllegalArgumentException e) {
            throw new CannotStart(file + " can't be read: " + e.getMessage());
        }
        UnknownSettings.amongKeys(settings.stringPropertyNames())
                .forEach(line -> System.err.println(file + ": " + line));
        settings.stringPropertyNames().stream()
                .filter(key -> !SettingSource.isGiven(key))
                .forEach(key -> System.setProperty(key, settings.getProperty(key)));
    }
}
