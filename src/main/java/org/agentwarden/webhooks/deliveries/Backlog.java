package org.agentwarden.webhooks.deliveries;

import java.time.Duration;

/**
 * Overdue deliveries.
 *
 * @param age for how long the oldest has been overdue; zero when none is
 * @param deliveries how many there are, up to the number to which they were counted
 */
public record Backlog(Duration age, int deliveries) {}
