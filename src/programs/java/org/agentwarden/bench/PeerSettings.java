package org.agentwarden.bench;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * Where a peer is that runs already.
 *
 * @param token for its API
 * @param server its processes, as {@link Processes#named} reads them
 * @param stores those of the databases and brokers that it uses
 */
record PeerSettings(URI address, String token, String server, String stores) {

    /**
     * Reads {@code svix.address}, {@code svix.token}, {@code svix.server} and {@code svix.stores}, if that is its name.
     *
     * @throws BenchFailed when the file or one of the four is missing
     */
    static PeerSettings read(Path file, String name) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new BenchFailed("Name the file that says where the peers are by -Dpeers.file=: " + e);
        }
        return of(properties, name);
    }

    static PeerSettings of(Properties properties, String name) {
        return new PeerSettings(
                URI.create(value(properties, name + ".address")),
                value(properties, name + ".token"),
                value(properties, name + ".server"),
                value(properties, name + ".stores"));
    }

    private static String value(Properties properties, String key) {
        return Optional.ofNullable(properties.getProperty(key))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> new BenchFailed("The file of the peers lacks " + key));
    }
}
