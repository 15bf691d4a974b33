package org.agentwarden.actions;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.agentwarden.agents.AgentNameCache;
import org.agentwarden.limits.OrganizationQuota;
import org.agentwarden.platform.http.ApiException;
import org.agentwarden.platform.http.ErrorMapper;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.platform.json.RequestBodies;
import org.agentwarden.platform.json.RequestBody;
import org.agentwarden.security.ApiKeyProtected;
import org.agentwarden.security.Caller;
import org.agentwarden.security.RequiresRole;
import org.agentwarden.security.Roles;

/** Where an agent reports what it has done: one action, or several in an array. */
@ApplicationScoped
@Path("sdk/log")
@ApiKeyProtected
@RequiresRole(Roles.AGENT)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ReportResource {

    private static final int MOST_REPORTS = 500;

    private final ErrorMapper errors = new ErrorMapper();

    @Inject
    private Reports reports;

    @Inject
    private AgentNameCache agents;

    @Inject
    private OrganizationQuota quota;

    @Inject
    private Caller caller;

    @POST
    public JsonStructure report(RequestBodies bodies) {
        String organizationId = caller.organizationId();
        Function<RequestBody, ReportRequest> reading = body -> {
            ReportRequest named = body.as(ReportRequest::from);
            return named.by(caller.actFor(agents.idOf(organizationId, named.agent())));
        };
        Optional<RequestBody> single = bodies.single();
        if (single.isPresent()) {
            return view(reports.report(organizationId, reading.apply(single.get()), caller.origin()));
        }
        List<RequestBody> batch = bodies.batch(MOST_REPORTS);
        quota.takeForItems(batch.size());
        return reportAll(organizationId, batch, reading);
    }

    /** Answers in the order of the reports. */
    private JsonArray reportAll(
            String organizationId, List<RequestBody> batch, Function<RequestBody, ReportRequest> reading) {
        Map<Integer, ReportRequest> good = new TreeMap<>();
        Map<Integer, JsonObject> answers = new TreeMap<>();
        for (int place = 0; place < batch.size(); place++) {
            try {
                good.put(place, reading.apply(batch.get(place)));
            } catch (ApiException e) {
                answers.put(place, error(e));
            }
        }
        if (!good.isEmpty()) {
            Iterator<ReportOutcome> outcomes = reports.reportAll(
                            organizationId, List.copyOf(good.values()), caller.origin())
                    .iterator();
            good.keySet().forEach(place -> answers.put(place, answer(outcomes.next())));
        }
        return JsonBuilder.array(answers.values(), Function.identity());
    }

    private JsonObject answer(ReportOutcome outcome) {
        return outcome instanceof ReportOutcome.Refused refused
                ? error(refused.reason())
                : view(((ReportOutcome.Stored) outcome).report());
    }

    /** What the request would have been answered with if it had been of this report alone. */
    private JsonObject error(RuntimeException reason) {
        Response answer = errors.toResponse(reason);
        return JsonBuilder.of()
                .value(
                        "error",
                        JsonBuilder.of()
                                .number("status", answer.getStatus())
                                .value(
                                        "detail",
                                        ((JsonObject) answer.getEntity()).getOrDefault("detail", JsonValue.NULL))
                                .build())
                .build();
    }

    private static JsonObject view(Report report) {
        ReportRequest request = report.request();
        return JsonBuilder.of()
                .text("id", report.id())
                .text("agent_id", report.agentId())
                .text("organization_id", report.organizationId())
                .text("action", request.done().action().sent())
                .text("status", request.status().wireName())
                .value("context", request.done().context())
                .text("ip_address", request.ipAddress().orElse(null))
                .time("created_at", report.createdAt())
                .text("on_behalf_of", request.done().onBehalfOf().orElse(null))
                .build();
    }
}
