/** Claims due deliveries, sends them and records the outcomes. No transaction is open during a request. */
package org.agentwarden.webhooks.engine;
