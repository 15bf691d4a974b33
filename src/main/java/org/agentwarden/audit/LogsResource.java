package org.agentwarden.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.agentwarden.platform.http.Page;
import org.agentwarden.platform.http.QueryFields;
import org.agentwarden.platform.json.JsonView;
import org.agentwarden.security.Caller;
import org.agentwarden.security.RequiresRole;
import org.agentwarden.security.Roles;
import org.agentwarden.security.TokenProtected;

/** Where people read the audit log. */
@ApplicationScoped
@Path("api/logs")
@TokenProtected
@RequiresRole({Roles.ADMIN, Roles.APPROVER, Roles.VIEWER})
@Produces(MediaType.APPLICATION_JSON)
public class LogsResource {

    @Inject
    private AuditLog log;

    @Inject
    private Caller caller;

    @GET
    public JsonArray list(@Context UriInfo uri) {
        AuditLog.Filter filter = QueryFields.read(
                uri,
                query -> new AuditLog.Filter(
                        query.optionalText("agent_id", 200),
                        query.optionalText("action", 200),
                        query.optionalChoice("status", LogStatus.class),
                        query.optionalInstant("created_after"),
                        query.optionalInstant("created_before")));
        return JsonView.array(log.list(caller.organizationId(), filter, Page.from(uri)), LogsResource::view);
    }

    @GET
    @Path("{id}")
    public JsonObject get(@PathParam("id") String id) {
        return view(log.find(caller.organizationId(), id));
    }

    private static JsonObject view(LogEntry entry) {
        return JsonView.of()
                .text("id", entry.id())
                .text("agent_id", entry.agentId())
                .text("organization_id", entry.organizationId())
                .text("action", entry.action())
                .text("status", entry.status().wireName())
                .value("context", entry.context())
                .text("ip_address", entry.ipAddress().orElse(null))
                .time("created_at", entry.createdAt())
                .build();
    }
}
