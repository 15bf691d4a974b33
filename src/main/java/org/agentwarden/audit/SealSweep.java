package org.agentwarden.audit;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.agentwarden.audit.Seals.Sealed;
import org.agentwarden.audit.Seals.Step;

/** Seals what was written, off the path of the requests that write it. */
@Singleton
@Startup
@DependsOn("Migrations")
public class SealSweep {

    private static final Logger LOG = System.getLogger(SealSweep.class.getName());

    @Inject
    private Unsealed unsealed;

    @Inject
    private Seals seals;

    @Inject
    private Checkpoints checkpoints;

    /** What this node does not know, because it was not there, or another one wrote it and died. */
    @PostConstruct
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    void findAll() {
        unsealed.addAll(seals.organizations());
    }

    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void sweep() {
        for (String organization : unsealed.take()) {
            try {
                seal(organization);
            } catch (RuntimeException e) {
                unsealed.add(organization);
                LOG.log(Level.DEBUG, "The log of {0} is sealed later: {1}", organization, e.toString());
            }
        }
    }

    private void seal(String organization) {
        // Once the log is not what the checkpoint remembers, the checkpoint stays as the proof of it.
        boolean remembered = checkpoints
                .of(organization)
                .map(checkpoint -> seals.has(organization, checkpoint))
                .orElse(true);
        Sealed sealed = seals.sealNext(organization);
        while (sealed.step() == Step.SEALED) {
            sealed = seals.sealNext(organization);
        }
        if (remembered) {
            sealed.last().ifPresent(last -> checkpoints.keep(organization, last.checkpoint()));
        }
        if (sealed.step() == Step.TOO_EARLY) {
            unsealed.add(organization);
        }
    }
}
