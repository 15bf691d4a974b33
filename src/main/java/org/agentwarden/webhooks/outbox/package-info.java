/**
 * What must be sent: events with their frozen payloads, one delivery per endpoint, every attempt. The rows are the
 * truth; queue messages are hints that may be lost or doubled, and {@link org.agentwarden.webhooks.outbox.Sweep} finds
 * what has lost its hint.
 */
package org.agentwarden.webhooks.outbox;
