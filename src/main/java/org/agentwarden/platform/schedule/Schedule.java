package org.agentwarden.platform.schedule;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** All periodic tasks of this node, with their records. */
@ApplicationScoped
public class Schedule {

    @Inject
    @Any
    private Instance<PeriodicTask> found;

    @Inject
    private InstantSource clock;

    private List<ScheduledTask> tasks = List.of();

    @PostConstruct
    void collect() {
        tasks = found.stream().map(task -> new ScheduledTask(task, clock)).toList();
    }

    public List<ScheduledTask> tasks() {
        return tasks;
    }

    /** The tasks that have not succeeded for ten of their periods since then. */
    List<ScheduledTask> stalled(Instant possibleSince) {
        return tasks.stream().filter(task -> task.isStalled(possibleSince)).toList();
    }
}
