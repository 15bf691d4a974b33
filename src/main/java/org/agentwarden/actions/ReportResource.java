package org.agentwarden.actions;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.agentwarden.agents.AgentNameCache;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.platform.json.RequestBody;
import org.agentwarden.security.ApiKeyProtected;
import org.agentwarden.security.Caller;
import org.agentwarden.security.RequiresRole;
import org.agentwarden.security.Roles;

/** Where an agent reports what it has done. */
@ApplicationScoped
@Path("sdk/log")
@ApiKeyProtected
@RequiresRole(Roles.AGENT)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ReportResource {

    @Inject
    private Reports reports;

    @Inject
    private AgentNameCache agents;

    @Inject
    private Caller caller;

    @POST
    public JsonObject report(RequestBody body) {
        ReportRequest request = body.as(ReportRequest::from);
        String agentId = caller.actFor(agents.idOf(caller.organizationId(), request.agent()));
        Report report = reports.report(caller.organizationId(), agentId, request, caller.origin());
        return JsonBuilder.of()
                .text("id", report.id())
                .text("agent_id", report.agentId())
                .text("organization_id", report.organizationId())
                .text("action", request.action().sent())
                .text("status", request.status().wireName())
                .value("context", request.context())
                .text("ip_address", request.ipAddress().orElse(null))
                .time("created_at", report.createdAt())
                .build();
    }
}
