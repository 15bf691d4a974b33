package org.agentwarden.webhooks.deliveries;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/**
 * One request to a receiver, answered or not.
 *
 * @param url where it went, or would have gone
 */
public record Exchange(URI url, Instant startedAt, Duration duration) {}
