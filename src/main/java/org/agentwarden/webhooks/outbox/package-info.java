/**
 * What must be sent: events with their frozen payloads, one delivery per endpoint, every attempt. The rows are the
 * truth; queue messages are hints that may be lost or doubled, and what has lost its
 * hint is found again by its due time.
 */
package org.agentwarden.webhooks.outbox;
