package org.agentwarden.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupCommitDriverTest {

    private final Driver driver = new GroupCommitDriver();

    @TempDir
    private Path directory;

    @Test
    void whatIsCommittedIsInTheFileAtOnce() throws Exception {
        try (Connection connection = driver.connect(url("live"), new Properties());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("create table refunds (amount int)");
            connection.commit();
            for (int amount = 1; amount <= 20; amount++) {
                statement.execute("insert into refunds values (" + amount + ")");
                connection.commit();

                // As if the process had been killed right here.
                Files.copy(directory.resolve("live.mv.db"), directory.resolve("killed-" + amount + ".mv.db"));
                assertThat(sum("killed-" + amount)).isEqualTo(amount * (amount + 1) / 2);
            }
        }
    }

    @Test
    void whatIsRolledBackIsGone() throws Exception {
        try (Connection connection = driver.connect(url("live"), new Properties());
                Statement statement = connection.createStatement()) {
            statement.execute("create table refunds (amount int)");
            connection.setAutoCommit(false);
            statement.execute("insert into refunds values (1)");
            connection.rollback();
            connection.commit();
        }
        assertThat(sum("live")).isZero();
    }

    @Test
    void failuresAreH2sOwn() throws Exception {
        try (Connection connection = driver.connect(url("live"), new Properties())) {
            assertThatThrownBy(() -> connection.prepareStatement("no such statement"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("Syntax error");
        }
    }

    @Test
    void whoeverAsksTheDriverManagerGetsDurableCommitsToo() throws Exception {
        try (Connection connection = DriverManager.getConnection(url("live"))) {
            assertThat(Proxy.isProxyClass(connection.getClass())).isTrue();
        }
    }

    @Test
    void addressesOfOtherDatabasesAreLeftToOthers() throws Exception {
        assertThat(driver.acceptsURL("jdbc:postgresql://host/name")).isFalse();
        assertThat(driver.acceptsURL("jdbc:h2:mem:x")).isFalse();
        assertThat(driver.connect("jdbc:postgresql://host/name", new Properties()))
                .isNull();
    }

    private int sum(String name) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(name));
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select coalesce(sum(amount), 0) from refunds")) {
            result.next();
            return result.getInt(1);
        }
    }

    private String url(String name) {
        return "jdbc:agentwarden:h2:file:" + directory.resolve(name);
    }
}
