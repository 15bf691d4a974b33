package org.agentwarden.agents;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.Optional;
import org.agentwarden.platform.http.Page;
import org.agentwarden.platform.http.PageResponse;
import org.agentwarden.platform.http.PageResult;
import org.agentwarden.platform.http.QueryFields;
import org.agentwarden.platform.json.RequestBody;
import org.agentwarden.platform.json.RequestFields;
import org.agentwarden.security.Caller;
import org.agentwarden.security.RequiresRole;
import org.agentwarden.security.Roles;
import org.agentwarden.security.TokenProtected;
import org.jspecify.annotations.Nullable;

/** The agents of the caller's organization. */
@ApplicationScoped
@Path("api/agents")
@TokenProtected
@RequiresRole(Roles.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AgentsResource {

    @Inject
    private Agents agents;

    @Inject
    private Caller caller;

    private record NewAgent(String name, @Nullable String description) {

        static NewAgent from(RequestFields fields) {
            return new NewAgent(
                    fields.text("name", 200), fields.note("description", 2_000).orElse(null));
        }
    }

    /** When the wanted agents were created. */
    private record Created(Optional<Instant> after, Optional<Instant> before) {}

    @GET
    @RequiresRole({Roles.ADMIN, Roles.APPROVER, Roles.VIEWER})
    public Response list(@Context UriInfo uri) {
        Created created = QueryFields.read(
                uri,
                query -> new Created(query.optionalInstant("created_after"), query.optionalInstant("created_before")));
        PageResult<Agent> found =
                agents.list(caller.organizationId(), created.after(), created.before(), Page.from(uri));
        return PageResponse.of(uri, found, AgentView::of);
    }

    @POST
    public Response create(RequestBody body) {
        NewAgent wanted = body.as(NewAgent::from);
        Agent agent = agents.create(caller.organizationId(), wanted.name(), wanted.description(), caller.id());
        return Response.status(Response.Status.CREATED)
                .entity(AgentView.of(agent))
                .build();
    }

    @GET
    @Path("{id}")
    @RequiresRole({Roles.ADMIN, Roles.APPROVER, Roles.VIEWER})
    public JsonObject get(@PathParam("id") String id) {
        return AgentView.of(agents.find(caller.organizationId(), id));
    }

    @PUT
    @Path("{id}")
    public JsonObject change(@PathParam("id") String id, RequestBody body) {
        return AgentView.of(agents.change(caller.organizationId(), id, body.as(AgentChange::from)));
    }

    @DELETE
    @Path("{id}")
    public void delete(@PathParam("id") String id) {
        agents.delete(caller.organizationId(), id);
    }
}
