package org.agentwarden.webhooks.scheduling;

/**
 * Limits of one node.
 *
 * @param claimed deliveries that are claimed and not finished
 * @param batch deliveries that are claimed in one transaction
 * @param unproven requests in flight to endpoints that have not answered lately or not yet, so that those that answer
 *     always have threads left
 * @param unresponsive how many of these to endpoints that did not answer their latest requests
 * @param perOrganization requests in flight of one organization
 * @param perReceiver requests in flight to one host and port, of all organizations
 * @param perMinute requests per minute of one organization
 */
public record SchedulerLimits(
        int claimed, int batch, int unproven, int unresponsive, int perOrganization, int perReceiver, int perMinute) {}
