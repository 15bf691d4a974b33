/**
 * From the committed outbox to the durable queue: ids only, after the commit, off the thread that served the request. A
 * hint that gets lost here is found again by the outbox's sweep.
 */
package org.agentwarden.webhooks.dispatch;
