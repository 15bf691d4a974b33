package org.agentwarden.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.agentwarden.settings.Database;
import org.agentwarden.systems.Assume;
import org.agentwarden.systems.PostgresServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Reads what Linux says of its connections; see proc(5), net/tcp. */
@Tag("full")
class KeepAliveIT {

    private static final Path TCP = Path.of("/proc/net/tcp");
    private static final String ESTABLISHED = "01";

    /** Of a connection on which nothing is on its way. */
    private static final String KEEP_ALIVE_TIMER = "02";

    private static final int TICKS_PER_SECOND = 100;

    @Test
    void theHostOfAnIdleConnectionIsProbedWithinTenSeconds() throws Exception {
        Assume.present(Files.exists(TCP), TCP.toString());
        Assume.postgres();
        try (PostgresServer postgres = PostgresServer.start()) {
            Database database = new Database(postgres.url(), PostgresServer.USER, PostgresServer.PASSWORD);
            int port = URI.create(postgres.url().substring("jdbc:".length())).getPort();
            try (Connection connection =
                    new ConfiguredDriver(database).connect(ConfiguredDriver.URL, new Properties())) {
                assertThat(connection.isValid(0)).isTrue();

                await().untilAsserted(() -> assertThat(secondsUntilProbe(port))
                        .singleElement()
                        .satisfies(seconds -> assertThat(seconds).isBetween(0L, 10L)));
            }
        }
    }

    /** For each connection of this machine to that port. */
    private static List<Long> secondsUntilProbe(int port) throws IOException {
        try (Stream<String> tcp = Files.lines(TCP);
                Stream<String> tcp6 = Files.lines(Path.of("/proc/net/tcp6"))) {
            return Stream.concat(tcp, tcp6)
                    .map(line -> line.trim().split(" +"))
                    .filter(fields -> fields[2].endsWith(":%04X".formatted(port)) && fields[3].equals(ESTABLISHED))
                    .map(fields -> fields[5].split(":"))
                    .filter(timer -> timer[0].equals(KEEP_ALIVE_TIMER))
                    .map(timer -> Long.parseLong(timer[1], 16) / TICKS_PER_SECOND)
                    .toList();
        }
    }
}
