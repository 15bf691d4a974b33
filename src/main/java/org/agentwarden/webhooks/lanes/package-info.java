/**
 * Who is sent what next, in memory: one lane per endpoint, with a limit of requests in flight and of deliveries that are
 * claimed ahead, and fair turns between organizations and their endpoints. What has no room here waits in the database,
 * and a lane fetches it as it gets free.
 */
package org.agentwarden.webhooks.lanes;
