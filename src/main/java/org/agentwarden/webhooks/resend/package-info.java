/**
 * Sending again what an endpoint has missed, or all of it, for any stretch of time: a row per order, carried out in small
 * steps that end when the server does and go on where they were. A step waits until what the one before has brought back
 * is claimed, so that fresh events never stand behind more than one step.
 */
package org.agentwarden.webhooks.resend;
