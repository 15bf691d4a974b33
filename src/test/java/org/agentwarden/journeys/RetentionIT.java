package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Endpoint;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.ReceivedWebhook;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Deliveries of years ago meet a server that keeps what is finished for four minutes. */
@Tag("full")
class RetentionIT {

    private static final Instant NEVER = Instant.parse("2099-01-01T00:00:00Z");

    /** Old deliveries by their numbers, in the order of their ids: the first ones are pending and never due. */
    private static final int ASKED_FOR = 3;

    private static final int FINISHED = 10_010;
    private static final int END = FINISHED + 2_000;

    /** Its event has a second delivery, which is pending. */
    private static final int SHARED = FINISHED + 700;

    private static AgentWardenServer server;
    private static WebhookReceiver receiver;
    private static Company company;
    private static Endpoint endpoint;
    private static String resend;
    private static String young;
    private static Counts left;

    /** How many old rows there are of a kind, pending or finished. */
    private record Counts(int pendingEvents, int finishedEvents, int deliveries, int attempts) {}

    @BeforeAll
    static void growOld() throws Exception {
        server = AgentWardenServer.named("retention")
                .with("AGENTWARDEN_RETENTION_DELIVERIES", "4m")
                .start();
        receiver = WebhookReceiver.start();
        company = Company.register(server.baseUri());
        endpoint = company.webhook(receiver.uri(), "log.failed");
        server.stop();
        try (Connection database = server.connect()) {
            OldRows rows = new OldRows(database, company, endpoint);
            rows.addPending(0, FINISHED, NEVER);
            rows.addFinished(FINISHED, END);
            rows.addSecondPending(SHARED);
            resend = rows.addResend();
        }
        server.restart();

        until(() -> isGone(END - 1));
        company.agent("young").log("stripe.refund", "failed", "{\"young\":true}");
        until(() -> company.deliveries(endpoint, "status=delivered").size() == 1);
        young = company.deliveries(endpoint, "status=delivered")
                .getJsonObject(0)
                .getString("id");
        for (int number = 0; number < ASKED_FOR; number++) {
            company.retryDelivery(OldRows.deliveryId(number));
        }
        // The first round has passed them: only the second can remove them, when the first has come to its end.
        until(() -> isGone(0) && isGone(ASKED_FOR - 1));
        server.stop();
        try (Connection database = server.connect()) {
            left = count(database);
        }
        server.restart();
    }

    @AfterAll
    static void stop() {
        receiver.close();
        server.close();
        server.delete();
    }

    private static Counts count(Connection database) throws SQLException {
        return new Counts(
                count(database, "webhook_events WHERE id < '" + OldRows.eventId(FINISHED) + "'"),
                count(
                        database,
                        "webhook_events WHERE id BETWEEN '" + OldRows.eventId(FINISHED) + "' AND '"
                                + OldRows.eventId(END - 1) + "'"),
                count(database, "deliveries WHERE id <= '" + OldRows.deliveryId(END) + "'"),
                count(database, "attempts WHERE delivery_id <= '" + OldRows.deliveryId(END) + "'"));
    }

    private static int count(Connection database, String rows) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet result = statement.executeQuery("SELECT COUNT(*) FROM " + rows)) {
            result.next();
            return result.getInt(1);
        }
    }

    private static void until(Callable<Boolean> condition) {
        await().atMost(LoadFactor.scale(Duration.ofMinutes(3)))
                .pollInterval(Duration.ofMillis(100))
                .until(condition);
    }

    private static boolean isGone(int number) {
        return company.api()
                        .get("/api/deliveries/" + OldRows.deliveryId(number))
                        .status()
                == 404;
    }

    @Test
    void whatIsOldAndFinishedGoesAlsoFromBehindTenThousandThatArePending() {
        assertThat(left.deliveries()).isEqualTo(FINISHED - ASKED_FOR + 1);
        assertThat(left.attempts()).isZero();
        assertThat(left.finishedEvents()).isEqualTo(1);
    }

    @Test
    void whatIsPendingStaysHoweverOldItIsAndSoDoesItsEvent() {
        assertThat(left.pendingEvents()).isBetween(FINISHED - ASKED_FOR, FINISHED);
        JsonObject delivery = company.delivery(OldRows.deliveryId(ASKED_FOR));
        assertThat(delivery.getString("status")).isEqualTo("pending");
        assertThat(delivery.getString("payload")).contains(OldRows.eventId(ASKED_FOR));
    }

    @Test
    void anOldDeliveryThatWasStillPendingIsDeliveredBeforeItGoes() {
        Stream<String> received = receiver.requests().stream().map(ReceivedWebhook::id);
        assertThat(received).contains(OldRows.eventId(0), OldRows.eventId(ASKED_FOR - 1));
    }

    @Test
    void whatIsYoungStaysAndAReplayOfAllTimesFindsNothingElse() {
        assertThat(company.delivery(young).getJsonArray("attempts")).hasSize(1);
        JsonObject order = company.api()
                .post(
                        "/api/webhooks/" + endpoint.id() + "/replay",
                        Json.createObjectBuilder()
                                .add("since", OldRows.LONG_AGO.toString())
                                .build())
                .expect(202)
                .json();
        String path = "/api/resends/" + order.getString("id");
        until(() ->
                company.api().get(path).expect(200).json().getString("status").equals("done"));
        assertThat(company.api().get(path).expect(200).json().getInt("resent")).isEqualTo(1);
    }

    @Test
    void anOldOrderToSendAgainIsForgotten() {
        until(() -> company.api().get("/api/resends/" + resend).status() == 404);
    }

    @Test
    void aListIsCountedAsFarAsTenThousandRows() {
        String deliveries = "/api/webhooks/" + endpoint.id() + "/deliveries?limit=1";

        assertCount(company.api().get(deliveries), "10000", true);
        assertCount(company.api().get(deliveries + "&status=exhausted"), "0", false);
        // A hundred a second, without those that were asked for.
        assertCount(
                company.api().get(deliveries + "&created_before=2020-01-01T00:00:10"), "" + (1_000 - ASKED_FOR), false);
        assertCount(company.api().get("/api/deliveries?limit=1"), "10000", true);
    }

    private static void assertCount(Answer answer, String total, boolean capped) {
        assertThat(answer.expect(200).header("x-total-count")).contains(total);
        assertThat(answer.header("x-total-count-capped").isPresent()).isEqualTo(capped);
    }
}
