/**
 * Webhooks. The {@code outbox} stores what must be sent in the transaction that caused it, {@code dispatch} hands it over
 * after the commit and keeps it on the durable queue, {@code engine} and {@code client} send it, and {@code history} shows
 * what came of it.
 */
package org.agentwarden.webhooks;
