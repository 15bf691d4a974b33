package org.agentwarden.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerSettingsTest {

    private static final String SVIX = """
            svix.address=http://127.0.0.1:8071
            svix.token=a-token
            svix.server=4711
            svix.stores=4712,redis-server
            """;

    @TempDir
    private Path directory;

    @Test
    void aFileSaysWhereAPeerIs() throws IOException {
        Path file = Files.writeString(directory.resolve("peers.properties"), SVIX);

        assertThat(PeerSettings.read(file, "svix"))
                .isEqualTo(
                        new PeerSettings(URI.create("http://127.0.0.1:8071"), "a-token", "4711", "4712,redis-server"));
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("peers.properties"), SVIX);

        assertThatThrownBy(() -> PeerSettings.read(file, "outpost"))
                .isInstanceOf(BenchFailed.class)
                .hasMessageContaining("outpost.address");
        assertThatThrownBy(() -> PeerSettings.read(directory.resolve("none"), "svix"))
                .isInstanceOf(BenchFailed.class)
                .hasMessageContaining("-Dpeers.file=");
    }
}
