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
import java.util.List;
import java.util.Optional;
import org.agentwarden.organizations.ApiKeyChange;
import org.agentwarden.organizations.ApiKeyView;
import org.agentwarden.organizations.ApiKeys;
import org.agentwarden.organizations.ApiKeys.CreatedKey;
import org.agentwarden.platform.http.InvalidInput;
import org.agentwarden.platform.http.NotFound;
import org.agentwarden.platform.http.Page;
import org.agentwarden.platform.http.PageResponse;
import org.agentwarden.platform.http.QueryFields;
import org.agentwarden.platform.json.RequestBody;
import org.agentwarden.platform.json.RequestFields;
import org.agentwarden.security.AgentBinding;
import org.agentwarden.security.Caller;
import org.agentwarden.security.RequiresRole;
import org.agentwarden.security.Roles;
import org.agentwarden.security.TokenProtected;

/** The API keys of the caller's organization, and the agents that they may act for. */
@ApplicationScoped
@Path("api/api-keys")
@TokenProtected
@RequiresRole(Roles.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ApiKeysResource {

    private static final String AGENTS = "agent_ids";
    private static final int MOST_AGENTS = 100;

    @Inject
    private ApiKeys apiKeys;

    @Inject
    private Agents agents;

    @Inject
    private Caller caller;

    /**
     * What a caller says of a key.
     *
     * @param bindsAgents whether the agents are named at all: null is for any agent
     * @param agents ids or names
     */
    private record Wanted(Optional<String> name, boolean bindsAgents, Optional<List<String>> agents) {

        static Wanted forNewKey(RequestFields fields) {
            return new Wanted(Optional.of(fields.text("name", 200)), true, agents(fields));
        }

        static Wanted forChange(RequestFields fields) {
            return new Wanted(fields.optionalText("name", 200), fields.names(AGENTS), agents(fields));
        }

        private static Optional<List<String>> agents(RequestFields fields) {
            Optional<List<String>> agents = fields.optionalTexts(AGENTS, MOST_AGENTS, 200);
            if (agents.filter(List::isEmpty).isPresent()) {
                fields.problem(AGENTS, "must name at least one agent; null is for any agent");
            }
            return agents;
        }
    }

    @GET
    public Response list(@Context UriInfo uri) {
        Optional<String> createdBy = QueryFields.read(uri, query -> query.optionalText("created_by", 36));
        return PageResponse.of(
                uri,
                apiKeys.list(caller.organizationId(), createdBy, Page.from(uri)),
                apiKey -> ApiKeyView.of(apiKey).build());
    }

    /** The answer is the only one that holds the key's text. */
    @POST
    public Response create(RequestBody body) {
        Wanted wanted = body.as(Wanted::forNewKey);
        CreatedKey created =
                apiKeys.create(caller.organizationId(), wanted.name().orElseThrow(), binding(wanted), caller.id());
        return Response.status(Response.Status.CREATED)
                .entity(ApiKeyView.of(created.apiKey())
                        .text("key", created.key())
                        .build())
                .build();
    }

    @PUT
    @Path("{id}")
    public JsonObject change(@PathParam("id") String id, RequestBody body) {
        Wanted wanted = body.as(Wanted::forChange);
        ApiKeyChange change =
                new ApiKeyChange(wanted.name(), wanted.bindsAgents() ? Optional.of(binding(wanted)) : Optional.empty());
        return ApiKeyView.of(apiKeys.change(caller.organizationId(), id, change))
                .build();
    }

    @DELETE
    @Path("{id}")
    public void revoke(@PathParam("id") String id) {
        apiKeys.revoke(caller.organizationId(), id);
    }

    private AgentBinding binding(Wanted wanted) {
        return wanted.agents()
                .map(named -> AgentBinding.to(named.stream().map(this::idOf).toList()))
                .orElse(AgentBinding.ANY);
    }

    private String idOf(String idOrName) {
        try {
            return agents.findByIdOrName(caller.organizationId(), idOrName).id();
        } catch (NotFound e) {
            throw new InvalidInput(AGENTS, "must be ids or names of agents");
        }
    }
}
