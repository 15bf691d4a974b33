package org.agentwarden.journeys;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Assume;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.PostgresServer;
import org.agentwarden.systems.UnresponsiveProxy;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The host of the database disappears without closing a connection, and another one takes its address. */
@Tag("full")
class UnresponsiveDatabaseIT {

    /** As many requests as the server lets in at once: each waits for an answer of the database, with its connection. */
    private static final int AT_ONCE = 48;

    private static final Set<Integer> ALL_SERVED = Set.of(200);

    private static final Duration ALL_WAIT_WITHIN = LoadFactor.scale(Duration.ofSeconds(30));

    /** The server gives a connection up after a minute without an answer. */
    private static final Duration SERVED_AGAIN_WITHIN = LoadFactor.scale(Duration.ofMinutes(3));

    @BeforeAll
    static void needsPostgres() {
        Assume.postgres();
    }

    @Test
    void requestsAreServedAgainAfterAMinuteOrTwo() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE);
        try (PostgresServer postgres = PostgresServer.start();
                UnresponsiveProxy proxy = UnresponsiveProxy.to(port(postgres));
                AgentWardenServer server = AgentWardenServer.named("unresponsive-database")
                        .database("jdbc:postgresql://127.0.0.1:" + proxy.port() + "/" + PostgresServer.DATABASE)
                        .with("AGENTWARDEN_HTTP_REQUESTS_PER_ORGANIZATION", Integer.toString(AT_ONCE))
                        .start()) {
            Company company = Company.register(server.baseUri());
            Callable<Integer> request = () -> company.api().get("/api/logs").status();
            for (int time = 1; time <= 2; time++) {
                try (Connection locking = connect(postgres);
                        Connection counting = connect(postgres)) {
                    locking.setAutoCommit(false);
                    execute(locking, "lock table log_entries in access exclusive mode");
                    Stream.generate(() -> clients.submit(request))
                            .limit(AT_ONCE)
                            .forEach(answer -> {});
                    await().atMost(ALL_WAIT_WITHIN).until(() -> waiting(counting) >= AT_ONCE);
                    proxy.stopForwarding();
                }

                await().atMost(SERVED_AGAIN_WITHIN)
                        .ignoreExceptions()
                        .until(() -> statuses(clients, request).equals(ALL_SERVED));
            }
        } finally {
            clients.shutdownNow();
        }
    }

    private static Connection connect(PostgresServer postgres) throws SQLException {
        return DriverManager.getConnection(postgres.url(), PostgresServer.USER, PostgresServer.PASSWORD);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** How many connections wait for a lock. */
    private static int waiting(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery(
                        "select count(*) from pg_stat_activity where wait_event_type = 'Lock'")) {
            count.next();
            return count.getInt(1);
        }
    }

    private static int port(PostgresServer postgres) {
        return URI.create(postgres.url().substring("jdbc:".length())).getPort();
    }

    /** Of so many requests at once. */
    private static Set<Integer> statuses(ExecutorService clients, Callable<Integer> request)
            throws InterruptedException, ExecutionException {
        List<Future<Integer>> answers =
                Stream.generate(() -> clients.submit(request)).limit(AT_ONCE).toList();
        Set<Integer> statuses = new HashSet<>();
        for (Future<Integer> answer : answers) {
            statuses.add(answer.get());
        }
        return statuses;
    }
}
