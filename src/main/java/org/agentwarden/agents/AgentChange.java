package org.agentwarden.agents;

import java.util.Optional;
import org.agentwarden.platform.json.RequestFields;

/**
 * What a caller wants to change on an agent.
 *
 * @param describes whether the description is named at all: naming it as null clears it
 */
public record AgentChange(
        Optional<String> name, boolean describes, Optional<String> description, Optional<AgentStatus> status) {

    static AgentChange from(RequestFields fields) {
        return new AgentChange(
                fields.optionalText("name", 200),
                fields.names("description"),
                fields.note("description", 2_000),
                fields.optionalChoice("status", AgentStatus.class));
    }
}
