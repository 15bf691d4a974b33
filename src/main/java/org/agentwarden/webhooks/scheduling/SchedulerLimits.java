package org.agentwarden.webhooks.scheduling;

/**
 * What a node grants.
 *
 * @param claimed how many deliveries may be claimed and not finished, over all endpoints
 * @param batch how many are claimed in one transaction at most
 * @param unproven how many requests may be under way to endpoints that have not answered lately or not yet, so that those
 *     that answer always have threads left
 * @param unresponsive how many of these to endpoints that have left their last requests without an answer
 * @param perOrganization how many requests of one organization may be under way
 * @param perReceiver how many requests to one host and port may be under way, over all organizations
 * @param perMinute how many requests one organization may cause in a minute
 */
public record SchedulerLimits(
        int claimed, int batch, int unproven, int unresponsive, int perOrganization, int perReceiver, int perMinute) {}
