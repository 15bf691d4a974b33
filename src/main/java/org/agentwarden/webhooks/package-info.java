/**
 * Webhooks. The {@code outbox} stores what must be sent in the transaction that caused it, {@code dispatch} passes it on
 * after the commit and keeps it on the durable queue, {@code engine} and {@code client} send it, and {@code history} shows
 * the outcome.
 */
package org.agentwarden.webhooks;
