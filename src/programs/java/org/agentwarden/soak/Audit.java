package org.agentwarden.soak;

import static org.awaitility.Awaitility.await;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.agentwarden.crash.Ledger;
import org.agentwarden.systems.Company;
import org.awaitility.core.ConditionTimeoutException;

/** Compares the ledgers with what the server itself has on record. */
final class Audit {

    private final Company company;
    private final DeliveryLedger books;

    Audit(Company company, DeliveryLedger books) {
        this.company = company;
        this.books = books;
    }

    /** Waits until no delivery is pending any more, or patience ends. */
    void settle(Duration patience) {
        try {
            await().atMost(patience)
                    .pollInterval(Duration.ofSeconds(2))
                    .until(() -> books.accounts().stream().allMatch(account -> pending(account) == 0));
        } catch (ConditionTimeoutException e) {
            System.out.println("Some deliveries are still pending after " + patience.toSeconds() + " s");
        }
    }

    List<Statement> close(List<Incident> incidents) {
        return books.accounts().stream()
                .map(account -> close(account, incidents))
                .toList();
    }

    private Statement close(LedgerEntry account, List<Incident> incidents) {
        Ledger.Balance balance = account.ledger().balance();
        Map<String, JsonObject> exhausted = exhausted(account);
        List<String> lost = balance.lost().stream()
                .filter(entry ->
                        books.eventIdOf(entry).filter(exhausted::containsKey).isEmpty())
                .map(entry -> account.name() + ": " + entry)
                .toList();
        return new Statement(
                account.name(),
                balance.acknowledged(),
                balance.delivered(),
                balance.lost().size() - lost.size(),
                balance.duplicates(),
                balance.twice().stream()
                        .map(entry -> account.name() + ": " + entry)
                        .toList(),
                lost,
                pending(account),
                untrue(account, exhausted),
                Incident.longestInCalm(account.ledger().passages(), incidents));
    }

    private List<String> untrue(LedgerEntry account, Map<String, JsonObject> exhausted) {
        List<String> untrue = new ArrayList<>();
        for (JsonObject delivery : exhausted.values()) {
            if (delivery.isNull("last_error") || delivery.getInt("attempt_count") != account.maxRetries() + 1) {
                untrue.add(account.name() + " exhausted: " + delivery);
            }
        }
        for (String impossible : account.accepts() ? List.of("cancelled") : List.of("cancelled", "delivered")) {
            list(account, "status=" + impossible)
                    .forEach(delivery -> untrue.add(account.name() + " " + impossible + ": " + delivery));
        }
        return untrue;
    }

    private int pending(LedgerEntry account) {
        return list(account, "status=pending").size();
    }

    /** By the ids of their events. */
    private Map<String, JsonObject> exhausted(LedgerEntry account) {
        Map<String, JsonObject> found = new HashMap<>();
        Optional<Instant> before = Optional.empty();
        while (true) {
            JsonArray page = list(
                    account,
                    "status=exhausted"
                            + before.map(time -> "&created_before=" + time).orElse(""));
            page.getValuesAs(JsonObject.class).forEach(delivery -> found.put(delivery.getString("event_id"), delivery));
            if (page.size() < Company.PAGE) {
                return found;
            }
            String oldest = page.getJsonObject(page.size() - 1).getString("created_at");
            // Its neighbours of the same microsecond may be on the next page.
            before = Optional.of(OffsetDateTime.parse(oldest).toInstant().plus(1, ChronoUnit.MICROS));
        }
    }

    private JsonArray list(LedgerEntry account, String query) {
        return company.deliveries(account.endpoint(), query);
    }
}
