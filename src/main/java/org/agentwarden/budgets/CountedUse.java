package org.agentwarden.budgets;

import jakarta.json.JsonObject;
import java.util.Optional;

/**
 * What limits look at of an action.
 *
 * @param onBehalfOf the person for whom the agent acts
 */
public record CountedUse(JsonObject context, Optional<String> onBehalfOf) {}
