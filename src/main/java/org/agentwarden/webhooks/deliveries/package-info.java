/** Deliveries, their events and attempts: the entities and their rules. */
package org.agentwarden.webhooks.deliveries;
