package org.agentwarden.webhooks.history;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import org.agentwarden.platform.http.QueryFields;
import org.agentwarden.security.Caller;
import org.agentwarden.security.RequiresRole;
import org.agentwarden.security.Roles;
import org.agentwarden.security.TokenProtected;

/** How an endpoint has done of late, in numbers and for charts. */
@ApplicationScoped
@Path("api/webhooks/{id}/stats")
@TokenProtected
@RequiresRole({Roles.ADMIN, Roles.APPROVER, Roles.VIEWER})
@Produces(MediaType.APPLICATION_JSON)
public class EndpointStatisticsResource {

    private static final int A_DAY = 24;
    private static final int MOST_HOURS = 7 * A_DAY;

    @Inject
    private AttemptHistory history;

    @Inject
    private Caller caller;

    /** Of the last {@code hours}, 1 to 168; of fewer where there are more than ten thousand deliveries or attempts. */
    @GET
    public JsonObject get(@PathParam("id") String endpointId, @Context UriInfo uri) {
        int hours = QueryFields.read(uri, query -> query.integer("hours", A_DAY, 1, MOST_HOURS));
        return TallyView.of(history.statistics(caller.organizationId(), endpointId, Duration.ofHours(hours)))
                .build();
    }
}
