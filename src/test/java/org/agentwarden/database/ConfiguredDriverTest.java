package org.agentwarden.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.agentwarden.settings.Database;
import org.junit.jupiter.api.Test;

class ConfiguredDriverTest {

    private static final String MEMORY = "jdbc:h2:mem:configured;DB_CLOSE_DELAY=-1";

    @Test
    void userAndPasswordAreTakenAsTheyAreWritten() throws Exception {
        ConfiguredDriver driver = new ConfiguredDriver(new Database(MEMORY, "odd${user}", "pa${x}$$ss{"));

        try (Connection connection = driver.connect(ConfiguredDriver.URL, new Properties())) {
            assertThat(connection.getMetaData().getUserName()).isEqualToIgnoringCase("odd${user}");
            assertThat(Proxy.isProxyClass(connection.getClass()))
                    .as("commits are durable")
                    .isTrue();
        }
        assertThatThrownBy(() -> new ConfiguredDriver(new Database(MEMORY, "odd${user}", "pa$ss{"))
                        .connect(ConfiguredDriver.URL, new Properties()))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void otherAddressesAreLeftToOthers() throws Exception {
        ConfiguredDriver driver = new ConfiguredDriver(new Database(MEMORY, "sa", ""));

        assertThat(driver.connect("jdbc:h2:mem:other", new Properties())).isNull();
    }
}
