package org.agentwarden.architecture.planted.organizations;

import jakarta.ws.rs.client.Client;

/** An HTTP client beside the guarded one. */
public record IdentityClient(Client client) {}
