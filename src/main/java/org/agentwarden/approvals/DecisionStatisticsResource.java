package org.agentwarden.approvals;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.agentwarden.approvals.DecisionStatistics.Asked;
import org.agentwarden.platform.http.QueryFields;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.security.Caller;
import org.agentwarden.security.RequiresRole;
import org.agentwarden.security.Roles;
import org.agentwarden.security.TokenProtected;

/** What became of the approvals of late: altogether, by agent, action, team and permission. */
@ApplicationScoped
@Path("api/approvals/stats")
@TokenProtected
@RequiresRole({Roles.ADMIN, Roles.APPROVER, Roles.VIEWER})
@Produces(MediaType.APPLICATION_JSON)
public class DecisionStatisticsResource {

    private static final Duration USUAL_TIME = Duration.ofDays(30);
    private static final int MOST_GROUPS = 20;

    @Inject
    private DecisionHistory history;

    @Inject
    private Caller caller;

    @Inject
    private InstantSource clock;

    @GET
    public JsonObject statistics(@Context UriInfo uri) {
        Instant since = QueryFields.read(uri, query -> query.optionalInstant("since"))
                .orElseGet(() -> clock.instant().minus(USUAL_TIME));
        List<Asked> approvals = history.since(caller.organizationId(), since);
        return JsonBuilder.of()
                .time("since", since)
                .flag("complete", approvals.size() < DecisionHistory.MOST_ROWS)
                .value("total", counts(approvals))
                .value("by_agent", groups(approvals, "agent_id", asked -> Optional.of(asked.agentId())))
                .value("by_action", groups(approvals, "action", asked -> Optional.of(asked.action())))
                .value("by_team", groups(approvals, "team", Asked::teamId))
                .value("by_permission", groups(approvals, "permission_id", Asked::permissionId))
                .build();
    }

    /** Those with most approvals first. */
    private static JsonArray groups(List<Asked> approvals, String name, Function<Asked, Optional<String>> key) {
        Map<String, List<Asked>> groups = approvals.stream()
                .filter(approval -> key.apply(approval).isPresent())
                .collect(Collectors.groupingBy(approval -> key.apply(approval).orElseThrow()));
        var views = Json.createArrayBuilder();
        groups.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, List<Asked>> group) ->
                                -group.getValue().size())
                        .thenComparing(Map.Entry::getKey))
                .limit(MOST_GROUPS)
                .forEach(group -> views.add(JsonBuilder.of()
                        .text(name, group.getKey())
                        .value("counts", counts(group.getValue()))
                        .build()));
        return views.build();
    }

    private static JsonObject counts(List<Asked> approvals) {
        DecisionStatistics statistics = DecisionStatistics.of(approvals);
        JsonBuilder view = JsonBuilder.of().number("asked", statistics.asked());
        for (ApprovalStatus status : ApprovalStatus.values()) {
            view.number(status.wireName(), statistics.count(status));
        }
        return view.number(
                        "median_seconds",
                        statistics.median().map(Duration::toSeconds).orElse(null))
                .number("p95_seconds", statistics.p95().map(Duration::toSeconds).orElse(null))
                .build();
    }
}
