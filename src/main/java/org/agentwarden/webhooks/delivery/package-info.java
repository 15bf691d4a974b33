/**
 * One attempt: taken from the queue, claimed, signed, sent through the egress policy, recorded. No transaction is open
 * while a receiver is being talked to.
 */
package org.agentwarden.webhooks.delivery;
