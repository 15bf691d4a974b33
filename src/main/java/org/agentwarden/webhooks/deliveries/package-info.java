/**
 * A delivery, its event and its attempts: the entities and their rules. Every other package of the webhooks works on
 * these.
 */
package org.agentwarden.webhooks.deliveries;
