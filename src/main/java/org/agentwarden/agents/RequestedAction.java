package org.agentwarden.agents;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Optional;
import org.agentwarden.budgets.CountedUse;
import org.agentwarden.platform.json.RequestFields;

/**
 * What an agent wants to do.
 *
 * @param onBehalfOf the person for whom the agent acts, as the agent says: a user's id or e-mail address, or any other name
 */
public record RequestedAction(Action action, JsonObject context, Optional<String> onBehalfOf) {

    public static final String ON_BEHALF_OF = "on_behalf_of";

    private static final int MOST_CONTEXT_BYTES = 64 * 1024;
    private static final int LONGEST_PERSON = 255;

    public static RequestedAction from(RequestFields fields) {
        return new RequestedAction(
                Action.from(fields, "action"),
                fields.optionalObject("context", MOST_CONTEXT_BYTES).orElse(JsonValue.EMPTY_JSON_OBJECT),
                person(fields));
    }

    private static Optional<String> person(RequestFields fields) {
        Optional<String> person = fields.optionalText(ON_BEHALF_OF, LONGEST_PERSON);
        if (person.filter(text -> text.chars().anyMatch(Character::isISOControl))
                .isPresent()) {
            fields.problem(ON_BEHALF_OF, "must not contain control characters");
        }
        return person;
    }

    /** As limits see it. */
    CountedUse use() {
        return new CountedUse(context, onBehalfOf);
    }
}
