/** Signatures of Standard Webhooks 1.0. Pure; the clock is passed in. */
package org.agentwarden.webhooks.signing;
