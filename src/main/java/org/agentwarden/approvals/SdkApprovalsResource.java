package org.agentwarden.approvals;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import org.agentwarden.agents.AgentNameCache;
import org.agentwarden.platform.http.Conflict;
import org.agentwarden.platform.http.QueryFields;
import org.agentwarden.platform.json.RequestBody;
import org.agentwarden.security.ApiKeyProtected;
import org.agentwarden.security.Caller;
import org.agentwarden.security.RequiresRole;
import org.agentwarden.security.Roles;

/** Where an agent asks what has become of its request. */
@ApplicationScoped
@Path("sdk/approvals")
@ApiKeyProtected
@RequiresRole(Roles.AGENT)
@Produces(MediaType.APPLICATION_JSON)
public class SdkApprovalsResource {

    private static final int LONGEST_WAIT_SECONDS = 30;

    @Inject
    private Approvals approvals;

    @Inject
    private Outcomes outcomes;

    @Inject
    private ExecutionPermits permits;

    @Inject
    private ApprovalWaiters waiters;

    @Inject
    private AgentNameCache agents;

    @Inject
    private Caller caller;

    /**
     * The approval; with {@code wait} of 1 to 30 seconds a pending one is answered when it is decided, or after that time.
     */
    @GET
    @Path("{id}")
    public void get(@PathParam("id") String id, @Context UriInfo uri, @Suspended AsyncResponse response) {
        int seconds = QueryFields.read(uri, query -> query.integer("wait", 0, 0, LONGEST_WAIT_SECONDS));
        Approval approval = approvals.find(caller.organizationId(), id);
        caller.actFor(approval.agentId());
        if (seconds == 0 || approval.status() != ApprovalStatus.PENDING) {
            response.resume(ApprovalView.forAgent(approval, outcomes));
        } else {
            waiters.add(approval, response, Duration.ofSeconds(seconds));
        }
    }

    /** Claims the approval for one execution of its action, which the answer names. */
    @POST
    @Path("{id}/claim")
    @Consumes(MediaType.APPLICATION_JSON)
    public JsonObject claim(@PathParam("id") String id, RequestBody body) {
        ClaimedAction action = body.as(ClaimedAction::from);
        String agentId = approvals.find(caller.organizationId(), id).agentId();
        caller.actFor(agentId);
        String hash = action.hash(agent -> agents.idOf(caller.organizationId(), agent));
        ClaimAttempt attempt = permits.claim(caller.organizationId(), id, hash, false, caller.origin());
        attempt.refusal().ifPresent(refusal -> {
            throw new Conflict(refusal.code(), refusal.message());
        });
        return ApprovalView.forAgent(attempt.approval(), outcomes);
    }
}
