package org.agentwarden.simulation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.agentwarden.agents.Action;
import org.agentwarden.agents.Agent;
import org.agentwarden.agents.Agents;
import org.agentwarden.agents.NewPermission;
import org.agentwarden.agents.PermissionSet;
import org.agentwarden.agents.Permissions;
import org.agentwarden.agents.RequestedAction;
import org.agentwarden.audit.AuditLog;
import org.agentwarden.audit.LogEntry;
import org.agentwarden.platform.http.ConcurrencyLimit;
import org.agentwarden.platform.http.RequestPermits;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.platform.json.RequestBody;
import org.agentwarden.platform.json.RequestFields;
import org.agentwarden.security.Caller;
import org.agentwarden.security.RequiresRole;
import org.agentwarden.security.Roles;
import org.agentwarden.security.TokenProtected;
import org.agentwarden.simulation.Simulation.Example;
import org.agentwarden.simulation.Simulation.Turned;

/** What the last checks of an agent would have come to with another permission. Nothing is stored, logged or sent. */
@ApplicationScoped
@Path("api/agents/{agent}/permissions/simulate")
@TokenProtected
@RequiresRole(Roles.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SimulationResource {

    private static final int MOST_ROWS = 5_000;
    private static final int ROWS_AT_ONCE = 100;
    private static final Duration USUAL_TIME = Duration.ofDays(7);

    /** Each computes for a second or two. */
    private final ConcurrencyLimit limit = new ConcurrencyLimit(2, 1);

    @Inject
    private Agents agents;

    @Inject
    private Permissions permissions;

    @Inject
    private AuditLog log;

    @Inject
    private Caller caller;

    @Inject
    private InstantSource clock;

    /** @param replaces the permission that the new one would take the place of */
    private record Draft(NewPermission permission, Optional<String> replaces, Optional<Instant> since) {

        static Draft from(RequestFields fields) {
            return new Draft(
                    NewPermission.from(fields), fields.optionalText("replaces", 36), fields.optionalInstant("since"));
        }
    }

    /** Replays the newest checks, at most so many rows of the log. */
    @POST
    public JsonObject simulate(
            @PathParam("agent") String agentId, RequestBody body, @Context HttpServletRequest request) {
        Draft draft = body.as(Draft::from);
        RequestPermits.of(request).add(limit.acquire(caller.organizationId()));
        Agent agent = agents.find(caller.organizationId(), agentId);
        PermissionSet rules = permissions.withDraft(agent, draft.permission(), draft.replaces());
        Instant since = draft.since().orElseGet(() -> clock.instant().minus(USUAL_TIME));
        Simulation simulation = new Simulation(row -> permissions.judge(agent, rules, requested(row), row.createdAt()));
        boolean isComplete = replay(agent, since, simulation);
        return view(since, isComplete, simulation);
    }

    private static RequestedAction requested(LogEntry row) {
        return new RequestedAction(Action.of(row.action()), row.context(), row.onBehalfOf());
    }

    private boolean replay(Agent agent, Instant since, Simulation simulation) {
        Optional<LogEntry> last = Optional.empty();
        for (int read = 0; read < MOST_ROWS; read += ROWS_AT_ONCE) {
            List<LogEntry> rows = log.ofAgent(last, agent.organizationId(), agent.id(), since, ROWS_AT_ONCE);
            rows.forEach(simulation::add);
            if (rows.size() < ROWS_AT_ONCE) {
                return true;
            }
            last = Optional.of(rows.get(rows.size() - 1));
        }
        return false;
    }

    private JsonObject view(Instant since, boolean isComplete, Simulation simulation) {
        return JsonBuilder.of()
                .time("since", since)
                .number("checks", simulation.checks())
                .flag("complete", isComplete)
                .value("changes", changes(simulation.turned()))
                .build();
    }

    private JsonArray changes(List<Turned> turned) {
        return JsonBuilder.array(
                turned,
                checks -> JsonBuilder.of()
                        .text("was", checks.turn().was().wireName())
                        .text("would_be", checks.turn().wouldBe().wireName())
                        .number("count", checks.count())
                        .value("examples", JsonBuilder.array(checks.examples(), this::view))
                        .build());
    }

    private JsonObject view(Example example) {
        LogEntry check = log.find(caller.organizationId(), example.rowId());
        return JsonBuilder.of()
                .text("id", check.id())
                .time("created_at", check.createdAt())
                .text("action", check.action())
                .value("context", check.context())
                .text("reason", example.reason().orElse(null))
                .build();
    }
}
