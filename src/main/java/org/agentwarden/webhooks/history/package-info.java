/**
 * What came of deliveries: lists, attempts, statistics, retention, and sending again, one by one or all of a time range.
 */
package org.agentwarden.webhooks.history;
