/**
 * How receivers can tell our webhooks from forged ones: the signatures of Standard Webhooks 1.0. Pure; the clock is
 * passed in.
 */
package org.agentwarden.webhooks.signing;
