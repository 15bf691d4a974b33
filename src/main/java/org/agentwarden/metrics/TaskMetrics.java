package org.agentwarden.metrics;

import io.micrometer.core.instrument.Tags;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import org.agentwarden.platform.schedule.Schedule;
import org.agentwarden.platform.schedule.ScheduledTask;

/** How the periodic tasks of this node do. */
@ApplicationScoped
public class TaskMetrics {

    @Inject
    private MetricsRegistry meters;

    @Inject
    private Schedule schedule;

    @PostConstruct
    void open() {
        schedule.tasks().forEach(this::register);
    }

    private void register(ScheduledTask task) {
        Tags labels = Tags.of("task", task.name());
        meters.gauge(
                "task.success.age.seconds",
                "Time since the last successful run of a periodic task",
                labels,
                () -> task.sinceSuccess().toMillis() / 1e3);
        meters.gauge(
                "task.items.set.aside",
                "Items of a periodic task that failed and are set aside for a while",
                labels,
                task::itemsSetAside);
        meters.counter("task.runs", "Runs of a periodic task", labels, task, ScheduledTask::runs);
        meters.counter("task.failures", "Failed runs of a periodic task", labels, task, ScheduledTask::failures);
    }

    /** Creates this bean before anybody scrapes. */
    void start(@Observes Startup event) {
        // Being constructed is enough.
    }
}
