package org.agentwarden.soak;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The accounts of all endpoints. Thread-safe. */
final class DeliveryLedger {

    private final List<LedgerEntry> accounts;
    private final AtomicInteger acknowledged = new AtomicInteger();

    DeliveryLedger(List<LedgerEntry> accounts) {
        this.accounts = List.copyOf(accounts);
    }

    List<LedgerEntry> accounts() {
        return accounts;
    }

    /** Takes down that the server has answered a request with success, which it owes to all who have subscribed. */
    void acknowledge(String event, String reference) {
        for (LedgerEntry account : accounts) {
            if (account.events().contains(event)) {
                account.ledger().acknowledge(event, reference);
            }
        }
        acknowledged.incrementAndGet();
    }

    /** How many requests were acknowledged. */
    int acknowledgedCount() {
        return acknowledged.get();
    }

    /** The id of the event that was raised for an entry, as anybody has received it. */
    Optional<String> eventIdOf(String entry) {
        return accounts.stream()
                .flatMap(account -> account.ledger().eventIdOf(entry).stream())
                .findFirst();
    }
}
