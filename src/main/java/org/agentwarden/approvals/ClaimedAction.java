package org.agentwarden.approvals;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.function.UnaryOperator;
import org.agentwarden.agents.Action;
import org.agentwarden.platform.json.RequestFields;

/** What is about to be executed: by its hash, or the action itself. */
sealed interface ClaimedAction {

    int HASH_LENGTH = 64;
    int MOST_CONTEXT_BYTES = 64 * 1024;

    /**
     * The hash of the action, see {@link ActionHash}.
     *
     * @param ids finds the id of an agent that may be named by its name
     */
    String hash(UnaryOperator<String> ids);

    static ClaimedAction from(RequestFields fields) {
        return fields.optionalText("action_hash", HASH_LENGTH)
                .<ClaimedAction>map(Hashed::new)
                .orElseGet(() -> new Exact(
                        fields.text("agent_id", 200),
                        Action.from(fields, "action"),
                        fields.optionalObject("context", MOST_CONTEXT_BYTES).orElse(JsonValue.EMPTY_JSON_OBJECT)));
    }

    record Hashed(String hash) implements ClaimedAction {

        @Override
        public String hash(UnaryOperator<String> ids) {
            return hash;
        }
    }

    /** The agent is named by its id or its name. */
    record Exact(String agent, Action action, JsonObject context) implements ClaimedAction {

        @Override
        public String hash(UnaryOperator<String> ids) {
            return ActionHash.of(ids.apply(agent), action.sent(), context);
        }
    }
}
