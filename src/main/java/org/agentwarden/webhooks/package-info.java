/**
 * Webhooks: what must be sent is stored in the transaction that caused it ({@code outbox}), handed to a durable queue
 * ({@code dispatch}), and sent, signed and retried ({@code delivery}) to the {@code endpoints} that asked for it.
 */
package org.agentwarden.webhooks;
