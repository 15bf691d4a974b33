package org.agentwarden.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Iterator;
import org.agentwarden.audit.Seals.Sealed;
import org.agentwarden.audit.Seals.Step;
import org.agentwarden.platform.schedule.PeriodicSweep;

/** Seals new rows of the logs, off the path of the requests that write them. */
@ApplicationScoped
public class SealSweep extends PeriodicSweep {

    private static final Duration LONGEST_RUN = Duration.ofSeconds(10);

    @Inject
    private SealQueue unsealed;

    @Inject
    private Seals seals;

    @Inject
    private Checkpoints checkpoints;

    private boolean started;

    public SealSweep() {
        super("log-seals", Duration.ofSeconds(5));
    }

    @Override
    public void run() {
        if (!started) {
            // Rows that this node does not know of: it was not running, or another node wrote them and died.
            unsealed.addAll(seals.organizations());
            started = true;
        }
        long start = System.nanoTime();
        Iterator<String> organizations = unsealed.organizations().iterator();
        while (organizations.hasNext() && System.nanoTime() - start < LONGEST_RUN.toNanos()) {
            String organization = organizations.next();
            failed().attempt(organization, () -> seal(organization));
        }
    }

    private void seal(String organization) {
        // Rows that are written meanwhile add it again.
        unsealed.remove(organization);
        boolean complete = false;
        try {
            complete = sealAll(organization);
        } finally {
            if (!complete) {
                unsealed.add(organization);
            }
        }
    }

    /** Returns false when there are rows that no seal covers yet. */
    private boolean sealAll(String organization) {
        // Once the log is not what the checkpoint remembers, the checkpoint stays as the proof of it.
        boolean remembered = checkpoints
                .of(organization)
                .map(checkpoint -> seals.has(organization, checkpoint))
                .orElse(true);
        long start = System.nanoTime();
        Sealed sealed = seals.sealNext(organization);
        while (sealed.step() == Step.FULL && System.nanoTime() - start < LONGEST_RUN.toNanos()) {
            sealed = seals.sealNext(organization);
        }
        if (remembered) {
            sealed.last().ifPresent(last -> checkpoints.keep(organization, last.checkpoint()));
        }
        return sealed.step() == Step.NOTHING_LEFT;
    }
}
