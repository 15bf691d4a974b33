package org.agentwarden.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerConfigurationTest {

    @ParameterizedTest
    @ValueSource(strings = {"wildfly/configure.cli", "payara-server/configure.asadmin"})
    void anInterruptDoesNotCloseH2ForEverybody(String file) throws IOException {
        assertThat(Files.readString(Path.of("server-config", file)).replace("\\", ""))
                .contains("jdbc:h2:retry:")
                .doesNotContain("jdbc:h2:file:");
    }
}
