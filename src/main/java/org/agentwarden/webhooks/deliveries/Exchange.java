package org.agentwarden.webhooks.deliveries;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/** One request to a receiver, answered or not. */
public record Exchange(URI url, Instant startedAt, Duration duration) {}
