/**
 * After the commit: hands deliveries to the engine and puts them on the durable queue, from which each comes back when it
 * is due. A message that is lost is replaced by the engine's sweep.
 */
package org.agentwarden.webhooks.dispatch;
