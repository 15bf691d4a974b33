package org.agentwarden.webhooks.scheduling;

/** What is known of how an endpoint answers. Each class has its own limit of requests under way, see {@link SchedulerLimits}. */
enum Responsiveness {
    /** It has answered lately, with whatever status. */
    RESPONSIVE,
    /** Nothing is known of it. */
    UNKNOWN,
    /** It has left its last requests without an answer. */
    UNRESPONSIVE
}
