package org.agentwarden.webhooks.endpoints;

/** An endpoint was created, changed or deleted; raised within the transaction that does so. */
public record EndpointChanged(String organizationId, String endpointId) {}
