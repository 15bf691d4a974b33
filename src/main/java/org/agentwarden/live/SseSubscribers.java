package org.agentwarden.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.agentwarden.organizations.OrganizationRemoved;
import org.agentwarden.platform.http.Busy;

/** The open pages of this node, each with an open request and no thread. Safe for threads. */
@ApplicationScoped
public class SseSubscribers {

    /** Of one person on one node: beyond that the oldest page is closed, and asks again some time later. */
    static final int MOST_OF_A_USER = 10;

    private static final int MOST = 2_000;

    private final Set<SseSubscriber> watchers = ConcurrentHashMap.newKeySet();

    @Inject
    private VersionStore versions;

    @Inject
    private InstantSource clock;

    /** @throws Unavailable when this node has too many */
    void add(SseSubscriber watcher) {
        watchers.removeIf(SseSubscriber::isGone);
        if (watchers.size() >= MOST) {
            throw new Busy("Service unavailable");
        }
        watchers.add(watcher);
        watcher.greet();
        watchers.stream()
                .filter(other -> other.userId().equals(watcher.userId()))
                .sorted(Comparator.comparing(SseSubscriber::openedAt).reversed())
                .skip(MOST_OF_A_USER)
                .forEach(SseSubscriber::end);
    }

    /** Nothing more is told to the pages of an organization that is removed. */
    void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) OrganizationRemoved removed) {
        watchers.stream()
                .filter(watcher -> watcher.organizationId().equals(removed.organizationId()))
                .forEach(SseSubscriber::end);
    }

    /** Tells everybody what they do not know yet: one look into the database for all of them. */
    void tell() {
        watchers.removeIf(SseSubscriber::isGone);
        if (watchers.isEmpty()) {
            return;
        }
        Set<String> organizations =
                watchers.stream().map(SseSubscriber::organizationId).collect(Collectors.toSet());
        Map<String, TopicVersions> now = versions.of(organizations);
        Instant time = clock.instant();
        watchers.forEach(watcher -> watcher.tell(now.getOrDefault(watcher.organizationId(), TopicVersions.NONE), time));
    }
}
