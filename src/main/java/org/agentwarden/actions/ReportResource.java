package org.agentwarden.actions;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.agentwarden.actions.Reports.Recorded;
import org.agentwarden.platform.json.JsonView;
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
    private Caller caller;

    @POST
    public JsonObject report(RequestBody body) {
        ReportRequest report = body.as(ReportRequest::from);
        Recorded recorded = reports.report(caller.organizationId(), report);
        return JsonView.of()
                .text("id", recorded.id())
                .text("agent_id", recorded.agentId())
                .text("organization_id", caller.organizationId())
                .text("action", report.action())
                .text("status", report.status().wireName())
                .value("context", report.context())
                .text("ip_address", report.ipAddress().orElse(null))
                .time("created_at", recorded.createdAt())
                .build();
    }
}
