package org.agentwarden.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Fills the tables as years of use would, while the server is stopped. */
final class StoredRows {

    private static final int CHUNK = 20_000;
    private static final String YOUNGER = "0196";
    private static final String PAYLOAD = "'{\"id\":\"00000000-0000-7000-8000-000000000000\",\"event\":\"log.failed\","
            + "\"timestamp\":\"2026-02-25T23:51:33.984319Z\",\"data\":{\"agent_id\":\"agent_abc123def456ghi789\","
            + "\"action\":\"stripe.refund\",\"status\":\"failed\",\"context\":{\"bench_sequence\":' || x || ',"
            + "\"amount\":500.00,\"currency\":\"eur\",\"customer_id\":\"cus_9s6XKzkNRiz8i3\"}}}'";

    /** Each number goes to one of the endpoints, in turn. */
    private static final String ENDPOINTS = " JOIN (SELECT id AS endpoint, organization_id AS organization,"
            + " ROW_NUMBER() OVER (ORDER BY id) - 1 AS turn, COUNT(*) OVER () AS turns FROM webhook_endpoints) e"
            + " ON MOD(x, turns) = turn";

    private final Database database;
    private final Database.Store store;

    StoredRows(Scenario track) {
        this.database = track.database();
        this.store = track.store();
    }

    /** Adds deliveries that were finished at the first attempt, with all that goes with them. */
    void addFinished(long from, long to) {
        add(from, to, "'DELIVERED', 1", "NULL", "CURRENT_TIMESTAMP", true);
    }

    /** Adds deliveries that are due now; their numbers in the sink's books are the given ones. */
    void addPending(long from, long to) {
        add(from, to, "'PENDING', 0", "CURRENT_TIMESTAMP", "NULL", false);
    }

    private void add(
            long from, long to, String statusAndAttempts, String dueAt, String deliveredAt, boolean attempted) {
        try (Connection connection = store.connect();
                Statement statement = connection.createStatement()) {
            for (long first = from; first <= to; first += CHUNK) {
                String numbers = database.numbers(first, Math.min(to, first + CHUNK - 1)) + " n" + ENDPOINTS;
                insert(statement, numbers, statusAndAttempts, dueAt, deliveredAt, attempted);
            }
        } catch (SQLException e) {
            throw new BenchFailed("The tables could not be filled: " + e.getMessage());
        }
    }

    private static void insert(
            Statement statement,
            String numbers,
            String statusAndAttempts,
            String dueAt,
            String deliveredAt,
            boolean attempted)
            throws SQLException {
        statement.execute("INSERT INTO webhook_events (id, organization_id, type, payload, created_at) SELECT "
                + id("e") + ", organization, 'LOG_FAILED', " + PAYLOAD + ", CURRENT_TIMESTAMP FROM " + numbers);
        statement.execute("INSERT INTO deliveries (id, organization_id, endpoint_id, event_id, event_type, status,"
                + " attempt_count, max_retries, earlier_attempts, claim_number, due_at, created_at, delivered_at,"
                + " last_status_code) SELECT " + id("d") + ", organization, endpoint, " + id("e")
                + ", 'LOG_FAILED', " + statusAndAttempts + ", 3, 0, 1, " + dueAt + ", CURRENT_TIMESTAMP, "
                + deliveredAt + ", 200 FROM " + numbers);
        if (attempted) {
            statement.execute("INSERT INTO attempts (delivery_id, attempt, started_at, duration_ms, status_code,"
                    + " response_body) SELECT " + id("d") + ", 1, CURRENT_TIMESTAMP, 3, 200, '' FROM " + numbers);
        }
    }

    /** How many rows are left of those that were added, over all tables. */
    long count() {
        try (Connection connection = store.connect();
                Statement statement = connection.createStatement()) {
            long count = 0;
            for (String rows :
                    List.of("webhook_events WHERE id", "deliveries WHERE id", "attempts WHERE delivery_id")) {
                count += Long.parseLong(text(statement, "SELECT COUNT(*) FROM " + rows + " < '" + YOUNGER + "'"));
            }
            return count;
        } catch (SQLException e) {
            throw new BenchFailed("The rows could not be counted: " + e.getMessage());
        }
    }

    /** An event and its delivery have the same time in their ids, and the next ones a later one, as in real life. */
    private static String id(String kind) {
        String number = "LPAD(CAST(x AS VARCHAR(8)), 8, '0')";
        return "'0195' || SUBSTRING(" + number + ", 1, 4) || '-' || SUBSTRING(" + number + ", 5, 4)"
                + " || '-7cc8-b5e2-00000000000" + kind + "'";
    }

    private static String text(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }
}
