package org.agentwarden.webhooks.scheduling;

/**
 * That the deliveries of one endpoint that have waited longest should be claimed now.
 *
 * @param limit how many, at most; for so many there is room
 * @param backlogVersion tells whether the backlog has grown since
 */
public record BacklogSearch(String endpointId, int limit, long backlogVersion) {}
