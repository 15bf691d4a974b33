package org.agentwarden.agents;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.agentwarden.agents.Verdict.Blocked;
import org.agentwarden.agents.Verdict.Granted;
import org.agentwarden.agents.Verdict.NeedsApproval;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.platform.json.RequestBody;
import org.agentwarden.security.Caller;
import org.agentwarden.security.RequiresRole;
import org.agentwarden.security.Roles;
import org.agentwarden.security.TokenProtected;

/** What would happen if an agent asked: the verdict of a check, of which nothing is logged, asked or sent. */
@ApplicationScoped
@Path("api/agents/{agent}/try")
@TokenProtected
@RequiresRole({Roles.ADMIN, Roles.APPROVER, Roles.VIEWER})
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AgentTrialResource {

    @Inject
    private Permissions permissions;

    @Inject
    private Spending spending;

    @Inject
    private Caller caller;

    @POST
    public JsonObject run(@PathParam("agent") String agentId, RequestBody body) {
        RequestedAction requested = body.as(RequestedAction::from);
        Ruling ruling = spending.peek(permissions.rule(caller.organizationId(), agentId, requested));
        Judgement judgement = ruling.judgement();
        Verdict verdict = judgement.verdict();
        return JsonBuilder.of()
                .flag("allowed", verdict instanceof Granted)
                .flag("requires_approval", verdict instanceof NeedsApproval)
                .text("reason", reason(verdict))
                .text("permission_id", judgement.permissionId().orElse(null))
                .value(
                        "shadow",
                        ruling.shadow().<JsonValue>map(AgentTrialResource::view).orElse(JsonValue.NULL))
                .build();
    }

    private static JsonObject view(Judgement shadow) {
        return JsonBuilder.of()
                .text("status", shadow.verdict().status().wireName())
                .text("reason", reason(shadow.verdict()))
                .text("permission_id", shadow.permissionId().orElse(null))
                .build();
    }

    private static String reason(Verdict verdict) {
        if (verdict instanceof Blocked blocked) {
            return blocked.reason();
        }
        return verdict instanceof Granted ? "Its permissions allow it" : "This action requires human approval";
    }
}
