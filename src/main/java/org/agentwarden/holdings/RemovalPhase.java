package org.agentwarden.holdings;

/** When rows go that belong to an organization which is removed; in this order. */
public enum RemovalPhase {
    /** In the transaction that removes the organization: what lets somebody in, or something out. */
    AT_ONCE,
    /** Before the rows that they refer to. */
    FIRST,
    NEXT,
    /** When all transactions of the time of the removal have ended, just before the organization itself. */
    LAST
}
