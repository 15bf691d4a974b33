package org.agentwarden.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.InstantSource;
import org.agentwarden.security.Caller;
import org.agentwarden.security.RequiresRole;
import org.agentwarden.security.Roles;
import org.agentwarden.security.TokenProtected;

/** Where an open page hears that it should look again. */
@ApplicationScoped
@Path("api/events")
@TokenProtected
@RequiresRole({Roles.ADMIN, Roles.APPROVER, Roles.VIEWER})
public class EventsResource {

    @Inject
    private SseSubscribers watchers;

    @Inject
    private Caller caller;

    @Inject
    private InstantSource clock;

    /**
     * A stream of {@code approvals} and {@code deliveries}, within about a second after something of the kind has
     * changed, and however much did; {@code hello} comes first, unless {@code Last-Event-ID} says what was known before.
     * It ends after a minute.
     */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void watch(
            @Context SseEventSink sink,
            @Context Sse sse,
            @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER) @DefaultValue("") String lastEventId) {
        watchers.add(new SseSubscriber(
                caller.organizationId(), caller.id(), sink, sse, TopicVersions.parse(lastEventId), clock.instant()));
    }
}
