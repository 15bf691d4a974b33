/**
 * Decides what is claimed and sent next, in memory: one queue per endpoint with an adaptive concurrency limit, and a round
 * robin over organizations and their endpoints. What has no room here waits in the database.
 */
package org.agentwarden.webhooks.scheduling;
