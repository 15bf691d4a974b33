/** Sends a test event to one endpoint, once and at once, and tells the caller what the receiver answered. */
package org.agentwarden.webhooks.testing;
