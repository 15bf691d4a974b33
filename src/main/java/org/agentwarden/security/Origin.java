package org.agentwarden.security;

import java.util.Optional;

/**
 * Who sent a request, and from where.
 *
 * @param actorId the id of the user or of the API key; empty when nobody was identified
 * @param clientAddress the address of the client as the server saw it, at most 45 characters; empty outside of a request
 */
public record Origin(Optional<String> actorId, Optional<String> clientAddress) {

    /** Of what no request has caused, or a workflow that does not tell. */
    public static final Origin UNKNOWN = new Origin(Optional.empty(), Optional.empty());
}
