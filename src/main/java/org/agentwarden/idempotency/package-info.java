/**
 * Stores the answer to a POST with an {@code Idempotency-Key} for a day, and returns it to whoever repeats the
 * request. It depends on no feature.
 */
package org.agentwarden.idempotency;
