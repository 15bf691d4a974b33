package org.agentwarden.webhooks.deliveries;

import java.time.Duration;

/**
 * What should have been attempted by now.
 *
 * @param age how long the most overdue delivery has been waited for; zero when none is overdue
 * @param deliveries how many are overdue, as far as they were counted
 */
public record Backlog(Duration age, int deliveries) {}
