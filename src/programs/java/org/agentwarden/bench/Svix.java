package org.agentwarden.bench;

import java.net.URI;

/** Svix: an application, its endpoint, messages. */
final class Svix implements Peer {

    private static final int ACCEPTED = 202;

    @Override
    public String name() {
        return "svix";
    }

    @Override
    public PeerRequest application(String application) {
        return new PeerRequest("POST", "/api/v1/app/", "{\"name\":\"%1$s\",\"uid\":\"%1$s\"}".formatted(application));
    }

    @Override
    public PeerRequest endpoint(String application, URI receiver) {
        return new PeerRequest(
                "POST", "/api/v1/app/%s/endpoint/".formatted(application), "{\"url\":\"%s\"}".formatted(receiver));
    }

    /** Without the content in the answer, which nobody needs. */
    @Override
    public PeerRequest event(String application, String payload) {
        return new PeerRequest(
                "POST",
                "/api/v1/app/%s/msg/?with_content=false".formatted(application),
                "{\"eventType\":\"log.failed\",\"payload\":%s}".formatted(payload));
    }

    @Override
    public boolean isAccepted(int status, String answer) {
        return status == ACCEPTED;
    }
}
