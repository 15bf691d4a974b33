package org.agentwarden.webhooks.scheduling;

/**
 * Request to claim the oldest due deliveries of an endpoint.
 *
 * @param limit at most so many; room for them is reserved
 * @param backlogVersion tells whether the backlog has grown since
 */
public record BacklogSearch(String endpointId, int limit, long backlogVersion) {}
