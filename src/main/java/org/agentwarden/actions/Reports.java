package org.agentwarden.actions;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import org.agentwarden.agents.Agent;
import org.agentwarden.agents.Agents;
import org.agentwarden.platform.Ids;

/** Takes down what agents report about their actions. */
@Stateless
public class Reports {

    @Inject
    private Agents agents;

    @Inject
    private Event<ActionReported> reported;

    @Inject
    private Event<ActionFailed> failed;

    @Inject
    private InstantSource clock;

    /** The row that the report has become in the log. */
    public record Recorded(String id, String agentId, Instant createdAt) {}

    public Recorded report(String organizationId, ReportRequest report) {
        Agent agent = agents.findByIdOrName(organizationId, report.agent());
        Recorded recorded = new Recorded(Ids.timeOrdered(), agent.id(), clock.instant());
        if (report.status() == ReportedStatus.FAILED) {
            failed.fire(new ActionFailed(
                    organizationId,
                    recorded.id(),
                    agent.id(),
                    report.action(),
                    report.context(),
                    report.ipAddress(),
                    recorded.createdAt()));
        } else {
            reported.fire(new ActionReported(
                    organizationId,
                    recorded.id(),
                    agent.id(),
                    report.action(),
                    report.status(),
                    report.context(),
                    report.ipAddress(),
                    recorded.createdAt()));
        }
        return recorded;
    }
}
