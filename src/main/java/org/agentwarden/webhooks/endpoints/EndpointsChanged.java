package org.agentwarden.webhooks.endpoints;

/** An endpoint of the organization was created, changed or deleted; raised within the transaction that does so. */
record EndpointsChanged(String organizationId) {}
