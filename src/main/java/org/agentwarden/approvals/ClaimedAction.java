package org.agentwarden.approvals;

import java.util.function.UnaryOperator;
import org.agentwarden.agents.RequestedAction;
import org.agentwarden.platform.json.RequestFields;

/** What is about to be executed: by its hash, or the action itself. */
sealed interface ClaimedAction {

    int HASH_LENGTH = 64;

    /**
     * The hash of the action, see {@link ActionHash}.
     *
     * @param ids finds the id of an agent that may be named by its name
     */
    String hash(UnaryOperator<String> ids);

    static ClaimedAction from(RequestFields fields) {
        return fields.optionalText("action_hash", HASH_LENGTH)
                .<ClaimedAction>map(Hashed::new)
                .orElseGet(() -> new Exact(fields.text("agent_id", 200), RequestedAction.from(fields)));
    }

    record Hashed(String hash) implements ClaimedAction {

        @Override
        public String hash(UnaryOperator<String> ids) {
            return hash;
        }
    }

    /** The agent is named by its id or its name. */
    record Exact(String agent, RequestedAction requested) implements ClaimedAction {

        @Override
        public String hash(UnaryOperator<String> ids) {
            return ActionHash.of(
                    ids.apply(agent), requested.action().sent(), requested.context(), requested.onBehalfOf());
        }
    }
}
