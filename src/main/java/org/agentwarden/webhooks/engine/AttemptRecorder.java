package org.agentwarden.webhooks.engine;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.util.List;
import org.agentwarden.platform.ConnectionFailures;
import org.agentwarden.platform.ThrottledLog;
import org.agentwarden.webhooks.engine.Outcomes.Outcome;

/** Stores outcomes in groups. When a group can't be stored, its members are stored one by one: one bad row costs no other. */
@ApplicationScoped
public class AttemptRecorder {

    private static final ThrottledLog LOG = new ThrottledLog(System.getLogger(AttemptRecorder.class.getName()));

    @Inject
    private PatientOutcomes outcomes;

    @Inject
    private Outcomes single;

    /** Does not throw. What can't be stored is sent again after its lease has ended. */
    public void record(List<Outcome> group) {
        try {
            outcomes.record(group);
        } catch (RuntimeException e) {
            if (ConnectionFailures.isAmongCausesOf(e)) {
                LOG.log(
                        Level.WARNING,
                        "outage",
                        () -> group.size() + " outcomes are lost, their webhooks are sent again: " + e);
            } else {
                LOG.log(Level.WARNING, "group", () -> group.size() + " outcomes are stored one by one: " + e);
                group.forEach(this::recordAlone);
            }
        }
    }

    private void recordAlone(Outcome outcome) {
        try {
            single.record(List.of(outcome));
        } catch (RuntimeException e) {
            LOG.log(
                    Level.ERROR,
                    "alone " + e.getClass().getName(),
                    () -> "The outcome of " + outcome.claimed() + " is lost",
                    e);
        }
    }
}
