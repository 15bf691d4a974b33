package org.agentwarden.limits;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is left of a limit after a request has asked for its part.
 *
 * @param perMinute the limit
 * @param remaining how many requests may still come until then
 * @param resetAt when the limit is whole again
 * @param retryAfter how long to wait, when nothing was left for this request
 */
record Quota(int perMinute, long remaining, Instant resetAt, Optional<Duration> retryAfter) {}
