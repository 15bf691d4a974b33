package org.agentwarden.soak;

import java.util.Set;
import org.agentwarden.crash.Ledger;
import org.agentwarden.systems.Endpoint;

/**
 * What one endpoint is owed.
 *
 * @param events what it has subscribed to
 * @param maxRetries how often an attempt is repeated before a delivery is exhausted
 * @param accepts whether its receiver accepts everything sooner or later; the others never accept anything, and are owed
 *     that it is said so
 */
record LedgerEntry(
        String name, Set<String> events, int maxRetries, boolean accepts, Endpoint endpoint, Ledger ledger) {}
