package org.agentwarden.teams;

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
import java.util.List;
import java.util.Map;
import org.agentwarden.platform.http.Page;
import org.agentwarden.platform.http.PageResponse;
import org.agentwarden.platform.http.PageResult;
import org.agentwarden.platform.json.RequestBody;
import org.agentwarden.security.Caller;
import org.agentwarden.security.RequiresRole;
import org.agentwarden.security.Roles;
import org.agentwarden.security.TokenProtected;

/** The teams of the caller's organization. */
@ApplicationScoped
@Path("api/teams")
@TokenProtected
@RequiresRole(Roles.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class TeamsResource {

    @Inject
    private Teams teams;

    @Inject
    private Caller caller;

    @GET
    @RequiresRole({Roles.ADMIN, Roles.APPROVER, Roles.VIEWER})
    public Response list(@Context UriInfo uri) {
        PageResult<Team> page = teams.list(caller.organizationId(), Page.from(uri));
        Map<String, List<String>> members = teams.members(page.items());
        return PageResponse.of(uri, page, team -> TeamView.of(team, members));
    }

    @POST
    public Response create(RequestBody body) {
        TeamChange wanted = body.as(TeamChange::forNewTeam);
        Team team = teams.create(
                caller.organizationId(),
                wanted.name().orElseThrow(),
                wanted.members().orElseThrow());
        return Response.status(Response.Status.CREATED).entity(view(team)).build();
    }

    @GET
    @Path("{id}")
    @RequiresRole({Roles.ADMIN, Roles.APPROVER, Roles.VIEWER})
    public JsonObject get(@PathParam("id") String id) {
        return view(teams.find(caller.organizationId(), id));
    }

    @PUT
    @Path("{id}")
    public JsonObject change(@PathParam("id") String id, RequestBody body) {
        return view(teams.change(caller.organizationId(), id, body.as(TeamChange::from)));
    }

    @DELETE
    @Path("{id}")
    public void delete(@PathParam("id") String id) {
        teams.delete(caller.organizationId(), id);
    }

    private JsonObject view(Team team) {
        return TeamView.of(team, teams.members(List.of(team)));
    }
}
