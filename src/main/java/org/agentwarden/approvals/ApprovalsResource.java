package org.agentwarden.approvals;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import org.agentwarden.agents.Action;
import org.agentwarden.platform.http.Conflict;
import org.agentwarden.platform.http.Forbidden;
import org.agentwarden.platform.http.NotFound;
import org.agentwarden.platform.http.Page;
import org.agentwarden.platform.http.PageResponse;
import org.agentwarden.platform.http.PageResult;
import org.agentwarden.platform.http.QueryFields;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.platform.json.RequestBody;
import org.agentwarden.platform.json.RequestFields;
import org.agentwarden.security.Caller;
import org.agentwarden.security.RequiresRole;
import org.agentwarden.security.Roles;
import org.agentwarden.security.TokenProtected;
import org.jspecify.annotations.Nullable;

/** Where people see what waits, and decide. */
@ApplicationScoped
@Path("api/approvals")
@TokenProtected
@RequiresRole({Roles.ADMIN, Roles.APPROVER, Roles.VIEWER})
@Produces(MediaType.APPLICATION_JSON)
public class ApprovalsResource {

    private static final int MOST_AT_ONCE = 100;

    @Inject
    private Approvals approvals;

    @Inject
    private NarrowedDecisions narrowed;

    @Inject
    private ExecutionPermits permits;

    @Inject
    private Outcomes outcomes;

    @Inject
    private Caller caller;

    @GET
    public Response list(@Context UriInfo uri) {
        ApprovalFilter filter = QueryFields.read(
                uri,
                query -> new ApprovalFilter(
                        query.optionalChoice("status", ApprovalStatus.class),
                        query.optionalText("agent_id", 200),
                        Action.optionalFrom(query, "action"),
                        query.optionalInstant("created_after"),
                        query.optionalInstant("created_before"),
                        query.optionalChoice("outcome", ExecutionOutcome.class).map(outcomes::condition)));
        PageResult<Approval> found = approvals.list(caller.organizationId(), filter, Page.from(uri));
        return PageResponse.of(uri, found, this::view);
    }

    @GET
    @Path("{id}")
    public JsonObject get(@PathParam("id") String id) {
        return view(approvals.find(caller.organizationId(), id));
    }

    @POST
    @Path("{id}/approve")
    @RequiresRole({Roles.ADMIN, Roles.APPROVER})
    public JsonObject approve(@PathParam("id") String id, RequestBody body) {
        Narrowing narrowing = body.as(Narrowing::from);
        if (narrowing.isNone()) {
            return decide(id, Decision.APPROVE, body);
        }
        if (narrowing.grant().isPresent() && !caller.role().equals(Roles.ADMIN)) {
            throw new Forbidden("Your role does not allow to grant further actions");
        }
        return view(narrowed.approve(
                caller.organizationId(), id, narrowing, caller.id(), comment(body), caller.clientAddress()));
    }

    @POST
    @Path("{id}/reject")
    @RequiresRole({Roles.ADMIN, Roles.APPROVER})
    public JsonObject reject(@PathParam("id") String id, RequestBody body) {
        return decide(id, Decision.REJECT, body);
    }

    /** Another name for {@link #reject}. */
    @POST
    @Path("{id}/deny")
    @RequiresRole({Roles.ADMIN, Roles.APPROVER})
    public JsonObject deny(@PathParam("id") String id, RequestBody body) {
        return decide(id, Decision.REJECT, body);
    }

    private record Batch(List<String> ids, Decision decision, Optional<String> comment) {

        static Batch from(RequestFields fields) {
            List<String> ids = fields.texts("ids", MOST_AT_ONCE, 36);
            Narrowing.refuse(fields);
            if (ids.isEmpty()) {
                fields.problem("ids", "must not be empty");
            }
            return new Batch(
                    ids.stream().distinct().toList(),
                    fields.choice("decision", Decision.class),
                    fields.note("comment", 2_000));
        }
    }

    /** Each by itself, in the order of the ids: one that can't be decided keeps no other from it. */
    @POST
    @Path("decide")
    @RequiresRole({Roles.ADMIN, Roles.APPROVER})
    public JsonObject decideEach(RequestBody body) {
        Batch batch = body.as(Batch::from);
        var results = Json.createArrayBuilder();
        batch.ids().forEach(id -> results.add(result(id, batch)));
        return JsonBuilder.of().value("results", results.build()).build();
    }

    private JsonObject result(String id, Batch batch) {
        try {
            Approval approval = decide(id, batch.decision(), batch.comment());
            return result(id, approval.status().wireName(), null, null);
        } catch (NotFound unknown) {
            return result(id, null, "not_found", "Approval not found");
        } catch (Conflict | Forbidden | NotPermitted refusal) {
            JsonObject detail = refusal.detail().asJsonObject();
            return result(id, null, detail.getString("error"), detail.getString("message"));
        }
    }

    private static JsonObject result(
            String id, @Nullable String status, @Nullable String error, @Nullable String message) {
        return JsonBuilder.of()
                .text("id", id)
                .text("status", status)
                .text("error", error)
                .text("message", message)
                .build();
    }

    @POST
    @Path("{id}/revoke")
    @RequiresRole({Roles.ADMIN, Roles.APPROVER})
    public JsonObject revoke(@PathParam("id") String id, RequestBody body) {
        Optional<String> comment = comment(body);
        return view(permits.revoke(caller.organizationId(), id, caller.id(), comment, caller.clientAddress()));
    }

    private JsonObject view(Approval approval) {
        return ApprovalView.forManagement(approval, outcomes);
    }

    private JsonObject decide(String id, Decision decision, RequestBody body) {
        return view(decide(id, decision, comment(body)));
    }

    private Approval decide(String id, Decision decision, Optional<String> comment) {
        return approvals.decide(caller.organizationId(), id, decision, caller.id(), comment, caller.clientAddress());
    }

    private static Optional<String> comment(RequestBody body) {
        return body.as(fields -> fields.note("comment", 2_000));
    }
}
