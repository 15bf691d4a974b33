package org.agentwarden.webhooks.scheduling;

/**
 * What a node grants.
 *
 * @param claimed how many deliveries may be claimed and not finished, over all lanes
 * @param claim how many are claimed in one transaction at most
 * @param silent how many requests may be under way to endpoints that have lately not answered, so that the others always
 *     have threads left
 * @param perOrganization how many requests of one organization may be under way
 * @param perReceiver how many requests to one host and port may be under way, over all organizations
 * @param perMinute how many requests one organization may cause in a minute
 */
public record SchedulerLimits(
        int claimed, int claim, int silent, int perOrganization, int perReceiver, int perMinute) {}
