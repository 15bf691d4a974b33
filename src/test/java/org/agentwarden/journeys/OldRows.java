package org.agentwarden.journeys;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Endpoint;

/** What an endpoint was to get years ago, written into the database of a server that is stopped: 100 events a second. */
final class OldRows {

    static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    private static final Duration BETWEEN = Duration.ofMillis(10);
    private static final int ATTEMPTS = 2;

    private final Connection database;
    private final Company company;
    private final Endpoint endpoint;

    OldRows(Connection database, Company company, Endpoint endpoint) {
        this.database = database;
        this.company = company;
        this.endpoint = endpoint;
    }

    static String eventId(int number) {
        return id(number, "e");
    }

    static String deliveryId(int number) {
        return id(number, "d");
    }

    private static String id(int number, String kind) {
        long millis = time(number).toEpochMilli();
        return "%08x-%04x-7000-8000-%s%011d".formatted(millis >>> 16, millis & 0xffff, kind, number);
    }

    private static Instant time(int number) {
        return LONG_AGO.plus(BETWEEN.multipliedBy(number));
    }

    /** Adds the events of these numbers, each with a delivery that is finished after two attempts. */
    void addFinished(int from, int to) throws SQLException {
        addEvents(from, to);
        addDeliveries(from, to, "EXHAUSTED", null);
        try (PreparedStatement insert = database.prepareStatement(
                "INSERT INTO attempts (delivery_id, attempt, started_at, duration_ms, status_code)"
                        + " VALUES (?, ?, ?, 3, 500)")) {
            for (int number = from; number < to; number++) {
                for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                    insert.setString(1, deliveryId(number));
                    insert.setInt(2, attempt);
                    insert.setTimestamp(3, Timestamp.from(time(number)));
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    /** Adds the events of these numbers, each with a delivery that is due at a time. */
    void addPending(int from, int to, Instant due) throws SQLException {
        addEvents(from, to);
        addDeliveries(from, to, "PENDING", due);
    }

    /** Adds another delivery of an event that is there, for nobody and never due. */
    void addSecondPending(int number) throws SQLException {
        try (PreparedStatement insert = database.prepareStatement(
                "INSERT INTO deliveries (id, organization_id, endpoint_id, event_id, event_type, status, max_retries,"
                        + " attempt_count, earlier_attempts, claim_number, due_at, created_at) SELECT ?, organization_id,"
                        + " endpoint_id, event_id, event_type, 'PENDING', 0, 0, 0, 0, ?, created_at FROM deliveries"
                        + " WHERE id = ?")) {
            insert.setString(1, id(number, "f"));
            insert.setTimestamp(2, Timestamp.from(Instant.parse("2099-01-01T00:00:00Z")));
            insert.setString(3, deliveryId(number));
            insert.executeUpdate();
        }
    }

    /** Adds an order to send again that ended at once. */
    String addResend() throws SQLException {
        try (PreparedStatement insert = database.prepareStatement(
                "INSERT INTO resends (id, organization_id, endpoint_id, kind, status, from_time, to_time, reached_at,"
                        + " reached_id, resent, created_at, finished_at)"
                        + " VALUES (?, ?, ?, 'REPLAY', 'DONE', ?, ?, ?, '', 0, ?, ?)")) {
            String id = id(0, "a");
            insert.setString(1, id);
            insert.setString(2, company.organizationId());
            insert.setString(3, endpoint.id());
            for (int time = 4; time <= 8; time++) {
                insert.setTimestamp(time, Timestamp.from(LONG_AGO));
            }
            insert.executeUpdate();
            return id;
        }
    }

    private void addEvents(int from, int to) throws SQLException {
        try (PreparedStatement insert =
                database.prepareStatement("INSERT INTO webhook_events (id, organization_id, type, payload, created_at)"
                        + " VALUES (?, ?, 'LOG_FAILED', ?, ?)")) {
            for (int number = from; number < to; number++) {
                insert.setString(1, eventId(number));
                insert.setString(2, company.organizationId());
                insert.setString(
                        3,
                        "{\"id\":\"%s\",\"event\":\"log.failed\",\"timestamp\":\"%s\",\"data\":{\"number\":%d}}"
                                .formatted(eventId(number), time(number), number));
                insert.setTimestamp(4, Timestamp.from(time(number)));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void addDeliveries(int from, int to, String status, Instant due) throws SQLException {
        try (PreparedStatement insert = database.prepareStatement(
                "INSERT INTO deliveries (id, organization_id, endpoint_id, event_id, event_type, status, max_retries,"
                        + " attempt_count, earlier_attempts, claim_number, due_at, created_at)"
                        + " VALUES (?, ?, ?, ?, 'LOG_FAILED', ?, 10, ?, 0, 0, ?, ?)")) {
            for (int number = from; number < to; number++) {
                insert.setString(1, deliveryId(number));
                insert.setString(2, company.organizationId());
                insert.setString(3, endpoint.id());
                insert.setString(4, eventId(number));
                insert.setString(5, status);
                insert.setInt(6, due == null ? ATTEMPTS : 0);
                insert.setTimestamp(7, due == null ? null : Timestamp.from(due));
                insert.setTimestamp(8, Timestamp.from(time(number)));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
