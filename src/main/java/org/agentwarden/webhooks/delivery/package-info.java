/**
 * From the queue to the receiver: claimed in groups, signed, sent by turns through the egress policy, recorded in
 * groups. No transaction is open while a receiver is being talked to.
 */
package org.agentwarden.webhooks.delivery;
