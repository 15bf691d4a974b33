package org.agentwarden.webhooks.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import org.agentwarden.webhooks.outbox.Outcomes;
import org.agentwarden.webhooks.outbox.Outcomes.Outcome;

/**
 * Stores outcomes, however long the database takes to come back within reason. When a group can't be stored, its members
 * are stored one by one, so that one bad row costs no other.
 */
@ApplicationScoped
public class Recorder {

    private static final Logger LOG = System.getLogger(Recorder.class.getName());

    @Inject
    private PatientOutcomes outcomes;

    @Inject
    private Outcomes single;

    /** Does not throw: what can't be stored is sent again after its lease. */
    public void record(List<Outcome> group) {
        try {
            outcomes.record(group);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "{0} outcomes are stored one by one: {1}", group.size(), e.toString());
            group.forEach(this::recordAlone);
        }
    }

    private void recordAlone(Outcome outcome) {
        try {
            single.record(List.of(outcome));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The outcome of {0} is lost: {1}", outcome.claimed(), e.toString());
        }
    }
}
