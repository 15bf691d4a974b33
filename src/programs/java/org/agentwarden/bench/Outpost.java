package org.agentwarden.bench;

import java.net.URI;
import java.util.regex.Pattern;

/** Outpost: a tenant, its destination, published events. */
final class Outpost implements Peer {

    private static final int ACCEPTED = 202;

    private static final Pattern DESTINATION = Pattern.compile("\"destination_ids\":\\s*\\[\\s*\"");

    @Override
    public String name() {
        return "outpost";
    }

    @Override
    public PeerRequest application(String application) {
        return new PeerRequest("PUT", "/api/v1/tenants/" + application, "{}");
    }

    @Override
    public PeerRequest endpoint(String application, URI receiver) {
        return new PeerRequest(
                "POST",
                "/api/v1/tenants/%s/destinations".formatted(application),
                "{\"type\":\"webhook\",\"topics\":[\"*\"],\"config\":{\"url\":\"%s\"}}".formatted(receiver));
    }

    @Override
    public PeerRequest event(String application, String payload) {
        return new PeerRequest(
                "POST",
                "/api/v1/publish",
                "{\"tenant_id\":\"%s\",\"topic\":\"log.failed\",\"data\":%s}".formatted(application, payload));
    }

    /** An event that matches no destination is answered in the same way and goes nowhere. */
    @Override
    public boolean isAccepted(int status, String answer) {
        return status == ACCEPTED && DESTINATION.matcher(answer).find();
    }
}
