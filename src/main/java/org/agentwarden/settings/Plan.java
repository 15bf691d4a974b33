package org.agentwarden.settings;

/** What an organization has paid for, and with it how much it may use. */
public enum Plan implements WireNamed {
    FREE(2, false),
    PRO(10, true),
    BUSINESS(50, true),
    ENTERPRISE(Integer.MAX_VALUE, true);

    private final int agentLimit;
    private final boolean webhooksAndApprovals;

    Plan(int agentLimit, boolean webhooksAndApprovals) {
        this.agentLimit = agentLimit;
        this.webhooksAndApprovals = webhooksAndApprovals;
    }

    /** The number of agents allowed; {@link Integer#MAX_VALUE} means unlimited. */
    public int agentLimit() {
        return agentLimit;
    }

    public boolean includesWebhooks() {
        return webhooksAndApprovals;
    }

    public boolean includesApprovals() {
        return webhooksAndApprovals;
    }
}
