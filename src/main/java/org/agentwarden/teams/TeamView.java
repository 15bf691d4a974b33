package org.agentwarden.teams;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.agentwarden.platform.json.JsonBuilder;

/** A team as the API shows it. */
final class TeamView {

    private TeamView() {}

    /** @param members the ids of people, by the ids of their teams */
    static JsonObject of(Team team, Map<String, List<String>> members) {
        return JsonBuilder.of()
                .text("id", team.id())
                .text("name", team.name())
                .texts("members", members.getOrDefault(team.id(), List.of()))
                .time("created_at", team.createdAt())
                .build();
    }
}
