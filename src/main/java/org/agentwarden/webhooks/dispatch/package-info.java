/**
 * After the commit: passes deliveries to the engine and sends them to the durable queue, from which each comes back when it
 * is due. The engine's sweep finds deliveries whose message is lost.
 */
package org.agentwarden.webhooks.dispatch;
