package org.agentwarden.webhooks.history;

import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.agentwarden.platform.http.QueryFields;
import org.agentwarden.platform.json.RequestFields;
import org.agentwarden.webhooks.deliveries.DeliveryStatus;
import org.agentwarden.webhooks.endpoints.EventType;

/**
 * Filter of a list of deliveries.
 *
 * @param statuses any of them; empty for all
 * @param subjectId an approval or a row of the log; without an index, so narrow the time as well
 */
public record DeliveryFilter(
        Set<DeliveryStatus> statuses,
        Optional<EventType> event,
        Optional<String> endpointId,
        Optional<String> subjectId,
        Optional<Instant> createdAfter,
        Optional<Instant> createdBefore) {

    /** All that the receiver does not have. */
    private static final String UNDELIVERED = "undelivered";

    static DeliveryFilter from(UriInfo uri) {
        return QueryFields.read(uri, DeliveryFilter::from);
    }

    private static DeliveryFilter from(QueryFields query) {
        return new DeliveryFilter(
                query.optionalText("status", 100)
                        .map(name -> statuses(query, name))
                        .orElse(Set.of()),
                query.optionalText("event", 100).flatMap(name -> event(query, name)),
                query.optionalText("webhook_id", 100),
                query.optionalText("subject_id", 100),
                query.optionalInstant("created_after"),
                query.optionalInstant("created_before"));
    }

    private static Set<DeliveryStatus> statuses(QueryFields query, String name) {
        if (name.equals(UNDELIVERED)) {
            return EnumSet.complementOf(EnumSet.of(DeliveryStatus.DELIVERED));
        }
        Optional<DeliveryStatus> status = RequestFields.constant(DeliveryStatus.class, name);
        if (status.isEmpty()) {
            query.problem("status", "must be one of " + RequestFields.names(DeliveryStatus.class) + ", " + UNDELIVERED);
        }
        return status.map(Set::of).orElse(Set.of());
    }

    private static Optional<EventType> event(QueryFields query, String name) {
        Optional<EventType> type = EventType.fromWire(name);
        if (type.isEmpty()) {
            query.problem("event", "unknown event '" + name + "'");
        }
        return type;
    }
}
