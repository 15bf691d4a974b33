/**
 * Requests that are sent twice and done once: what was answered to a POST with an {@code Idempotency-Key} is kept for a day
 * and given again to whoever repeats it. Knows no feature.
 */
package org.agentwarden.idempotency;
