package org.agentwarden.live;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import org.agentwarden.platform.schedule.PeriodicTask;
import org.agentwarden.platform.schedule.Quarantine;

/** Publishes the pending notifications of this node to all nodes, and notifies the pages that are open on this one. */
@ApplicationScoped
public class VersionPoll implements PeriodicTask {

    @Inject
    private PendingNotifications marks;

    @Inject
    private VersionStore versions;

    @Inject
    private SseSubscribers watchers;

    @Inject
    private InstantSource clock;

    private Quarantine failed;

    @PostConstruct
    void open() {
        failed = new Quarantine(name(), clock);
    }

    @Override
    public String name() {
        return "live-updates";
    }

    @Override
    public Duration period() {
        return Duration.ofSeconds(1);
    }

    @Override
    public void run() {
        marks.organizations().forEach(organization -> failed.attempt(organization, () -> raise(organization)));
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

    @Override
    public int itemsSetAside() {
        return failed.setAside().size();
    }
}
