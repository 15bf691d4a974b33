package org.agentwarden.webhooks.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.platform.json.JsonCodec;
import org.agentwarden.security.RequiresRole;
import org.agentwarden.security.Roles;
import org.agentwarden.security.TokenProtected;
import org.agentwarden.settings.TimestampStyle;
import org.agentwarden.webhooks.endpoints.EventType;

/** The events that an endpoint can subscribe to, each with an example of its payload. */
@ApplicationScoped
@Path("api/webhooks/events")
@TokenProtected
@RequiresRole({Roles.ADMIN, Roles.APPROVER, Roles.VIEWER})
@Produces(MediaType.APPLICATION_JSON)
public class CatalogueResource {

    private static final Instant EXAMPLE_TIME = Instant.parse("2026-02-25T23:51:33.984319Z");
    private static final String EXAMPLE_ID = "0195402e-6f70-7cc8-b5e2-3f1d2c4b5a69";

    @GET
    public JsonArray list() {
        return JsonBuilder.array(EventType.subscribable(), CatalogueResource::view);
    }

    private static JsonObject view(EventType type) {
        String example =
                EventPayloads.envelope(EXAMPLE_ID, type, EXAMPLE_TIME, TimestampStyle.UTC, EventPayloads.example(type));
        return JsonBuilder.of()
                .text("name", type.wireName())
                .text("description", type.description())
                .value("example", JsonCodec.parseObject(example))
                .build();
    }
}
