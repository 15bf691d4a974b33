/** Past deliveries: lists, attempts, statistics, retention, and sending again. */
package org.agentwarden.webhooks.history;
