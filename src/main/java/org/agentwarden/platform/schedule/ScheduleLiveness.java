package org.agentwarden.platform.schedule;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Not live when a periodic task is stalled although the database answers: only a restart helps then. */
@Liveness
@ApplicationScoped
public class ScheduleLiveness implements HealthCheck {

    @Inject
    private Schedule schedule;

    @Inject
    private DatabaseWatch database;

    @Override
    public HealthCheckResponse call() {
        List<ScheduledTask> stalled =
                database.answersSince().map(schedule::stalled).orElse(List.of());
        var response = HealthCheckResponse.named("schedule").status(stalled.isEmpty());
        if (!stalled.isEmpty()) {
            response.withData(
                    "stalled", stalled.stream().map(ScheduledTask::name).collect(Collectors.joining(" ")));
        }
        return response.build();
    }
}
