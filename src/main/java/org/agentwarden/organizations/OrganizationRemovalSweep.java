package org.agentwarden.organizations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.agentwarden.organizations.OrganizationRemoval.Step;
import org.agentwarden.platform.ThrottledPurge;
import org.agentwarden.platform.schedule.PeriodicSweep;

/** Removes the rows of organizations that are removed. Runs on every node; one would do. */
@ApplicationScoped
public class OrganizationRemovalSweep extends PeriodicSweep {

    private static final Logger LOG = System.getLogger(OrganizationRemovalSweep.class.getName());

    /** A round begins a second after the one before. */
    private static final Duration PACE = Duration.ofSeconds(10);

    private final ThrottledPurge purge = new ThrottledPurge();

    @Inject
    private OrganizationRemoval removal;

    @Inject
    private InstantSource clock;

    public OrganizationRemovalSweep() {
        super("organization-removal", Duration.ofSeconds(1));
    }

    @Override
    public void run() {
        purge.run(clock.instant(), PACE, this::begin);
    }

    private BooleanSupplier begin() {
        Deque<String> organizations = new ArrayDeque<>(removal.removed());
        return () -> step(organizations);
    }

    /** Stays with one organization as long as it has rows, then goes to the next. */
    private boolean step(Deque<String> organizations) {
        String organization = organizations.peek();
        if (organization != null && !removeNext(organization)) {
            organizations.remove();
        }
        return !organizations.isEmpty();
    }

    private boolean removeNext(String organization) {
        AtomicReference<Step> step = new AtomicReference<>(Step.NOTHING_NOW);
        boolean unused = failed().attempt(organization, () -> step.set(removal.removeNext(organization)));
        if (step.get() == Step.DONE) {
            LOG.log(Level.INFO, "All rows of the organization {0} are removed", organization);
        }
        return step.get() == Step.MORE;
    }
}
