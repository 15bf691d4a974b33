/**
 * Stores what must be sent in the transaction in which it happened: the event with its payload, and one delivery per
 * endpoint. The rows are the truth; queue messages only say when to look at them.
 */
package org.agentwarden.webhooks.outbox;
