package org.agentwarden.live;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;

/** Once a second, on every node: what was marked here becomes known everywhere, and is told to those who watch here. */
@Singleton
@Startup
@DependsOn("Migrations")
public class LiveSchedule {

    private static final Logger LOG = System.getLogger(LiveSchedule.class.getName());

    @Inject
    private Marks marks;

    @Inject
    private LiveVersions versions;

    @Inject
    private Watchers watchers;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void tell() {
        try {
            marks.organizations().forEach(this::raise);
            watchers.tell();
        } catch (RuntimeException e) {
            // A timer that throws is called again at once, and logs its whole stack.
            LOG.log(Level.DEBUG, "Open pages are told a second later: {0}", e.toString());
        }
    }

    private void raise(String organizationId) {
        Set<Topic> topics = marks.take(organizationId);
        try {
            versions.raise(organizationId, topics);
        } catch (RuntimeException e) {
            marks.mark(organizationId, topics);
            throw e;
        }
    }
}
