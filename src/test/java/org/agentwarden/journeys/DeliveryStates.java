package org.agentwarden.journeys;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.time.Duration;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Endpoint;
import org.agentwarden.systems.LoadFactor;
import org.awaitility.Awaitility;

/** Waits for what the server notes about deliveries a moment after the receiver has seen them. */
final class DeliveryStates {

    private static final Duration PATIENCE = LoadFactor.scale(Duration.ofSeconds(40));
    private static final Duration POLL = Duration.ofMillis(200);

    private DeliveryStates() {}

    /** The endpoint's only delivery, with its attempts, once it has the status. */
    static JsonObject await(Company company, Endpoint endpoint, String status) {
        String id = only(company, endpoint).getString("id");
        return Awaitility.await("delivery " + id + " is " + status)
                .atMost(PATIENCE)
                .pollInterval(POLL)
                .until(
                        () -> company.delivery(id),
                        delivery -> delivery.getString("status").equals(status));
    }

    /** The endpoint's only delivery, with its attempts, once there are so many. */
    static JsonObject awaitAttempts(Company company, Endpoint endpoint, int count) {
        String id = only(company, endpoint).getString("id");
        return Awaitility.await("delivery " + id + " has " + count + " attempts")
                .atMost(PATIENCE)
                .pollInterval(POLL)
                .until(
                        () -> company.delivery(id),
                        delivery -> delivery.getJsonArray("attempts").size() >= count);
    }

    private static JsonObject only(Company company, Endpoint endpoint) {
        JsonArray deliveries = company.deliveries(endpoint);
        if (deliveries.size() != 1) {
            throw new IllegalStateException("Expected one delivery, got " + deliveries);
        }
        return deliveries.getJsonObject(0);
    }
}
