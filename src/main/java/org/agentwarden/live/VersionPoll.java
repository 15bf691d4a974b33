package org.agentwarden.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;
import org.agentwarden.platform.schedule.PeriodicSweep;

/** Publishes the pending notifications of this node to all nodes, and notifies the pages that are open on this one. */
@ApplicationScoped
public class VersionPoll extends PeriodicSweep {

    @Inject
    private PendingNotifications marks;

    @Inject
    private VersionStore versions;

    @Inject
    private SseSubscribers watchers;

    public VersionPoll() {
        super("live-updates", Duration.ofSeconds(1));
    }

    @Override
    public void run() {
        marks.organizations().forEach(organization -> failed().attempt(organization, () -> raise(organization)));
        watchers.tell();
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
