package org.agentwarden.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.agentwarden.settings.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfiguredDriverTest {

    private static final String MEMORY = "jdbc:h2:mem:configured;DB_CLOSE_DELAY=-1";
    private static final String WRITE_DELAY =
            "select setting_value from information_schema.settings where setting_name = 'WRITE_DELAY'";

    @TempDir
    private Path directory;

    @Test
    void userAndPasswordAreTakenAsTheyAreWritten() throws Exception {
        try (Connection connection = connect(new Database(MEMORY, "odd${user}", "pa${x}$$ss{"))) {
            assertThat(connection.getMetaData().getUserName()).isEqualToIgnoringCase("odd${user}");
        }
        assertThatThrownBy(() -> connect(new Database(MEMORY, "odd${user}", "pa$ss{")))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void whatIsCommittedToH2IsInTheFileAtOnce() throws Exception {
        try (Connection connection = connect(new Database(file("live"), "sa", ""));
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("create table refunds (amount int)");
            connection.commit();
            for (int amount = 1; amount <= 20; amount++) {
                statement.execute("insert into refunds values (" + amount + ")");
                connection.commit();

                // As if the process had been killed right here.
                Files.copy(directory.resolve("live.mv.db"), directory.resolve("killed-" + amount + ".mv.db"));
                assertThat(read("killed-" + amount, "select sum(amount) from refunds"))
                        .isEqualTo(amount * (amount + 1) / 2);
            }
        }
    }

    @Test
    void theUrlMayChooseAnotherWriteDelay() throws Exception {
        assertThat(read("default", WRITE_DELAY)).isZero();
        assertThat(read("chosen;write_delay=40", WRITE_DELAY)).isEqualTo(40);
    }

    @Test
    void anInterruptDoesNotCloseH2ForEverybody() throws Exception {
        Database database = new Database(file("interrupted"), "sa", "");
        try (Connection interrupted = connect(database);
                Connection other = connect(database)) {
            execute(interrupted, "create table refunds (amount int)");
            try {
                Thread.currentThread().interrupt();
                execute(interrupted, "insert into refunds values (1)");
            } finally {
                boolean unused = Thread.interrupted();
            }
            execute(other, "insert into refunds values (2)");
        }
        assertThat(read("interrupted", "select sum(amount) from refunds")).isEqualTo(3);
    }

    @Test
    void otherAddressesAreLeftToOthers() throws Exception {
        assertThat(new ConfiguredDriver(new Database(MEMORY, "sa", "")).connect("jdbc:h2:mem:other", new Properties()))
                .isNull();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int read(String name, String query) throws SQLException {
        try (Connection connection = connect(new Database(file(name), "sa", ""));
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getInt(1);
        }
    }

    private String file(String name) {
        return "jdbc:h2:file:" + directory.resolve(name);
    }

    private static Connection connect(Database database) throws SQLException {
        return new ConfiguredDriver(database).connect(ConfiguredDriver.URL, new Properties());
    }
}
