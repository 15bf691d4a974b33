/**
 * Delivers: claims due deliveries in batches, sends each in its slot, records the outcomes in batches, and looks for
 * overdue deliveries. No transaction is open while a receiver is being talked to.
 */
package org.agentwarden.webhooks.engine;
