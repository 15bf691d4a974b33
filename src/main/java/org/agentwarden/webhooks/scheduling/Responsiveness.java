package org.agentwarden.webhooks.scheduling;

/** How an endpoint has answered lately. Each class has its own limit, see {@link SchedulerLimits}. */
enum Responsiveness {
    /** It has answered lately, with whatever status. */
    RESPONSIVE,
    /** Nothing is known of it. */
    UNKNOWN,
    /** Its latest requests were not answered. */
    UNRESPONSIVE
}
