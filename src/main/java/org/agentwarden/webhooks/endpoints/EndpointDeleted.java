package org.agentwarden.webhooks.endpoints;

/** An endpoint is gone; raised within the transaction that removes it. */
public record EndpointDeleted(String endpointId) {}
