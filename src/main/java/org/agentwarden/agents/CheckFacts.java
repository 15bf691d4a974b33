package org.agentwarden.agents;

import dev.cel.common.values.NullValue;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.agentwarden.platform.json.JsonCodec;
import org.jspecify.annotations.Nullable;

/** What the rules may look at. Made for one check, and for one thread. */
public final class CheckFacts {

    private static final BigDecimal LEAST_INTEGER = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal LARGEST_INTEGER = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final int LONGEST_INTEGER = 19;

    private final AgentStatus status;
    private final Map<String, String> agent;
    private final RequestedAction requested;
    private final Instant now;

    /** Made for the first condition. */
    private @Nullable Map<String, Object> variables;

    /**
     * @param agentName what people call the agent
     * @param now when the check is judged
     */
    CheckFacts(AgentStatus status, String agentId, String agentName, RequestedAction requested, Instant now) {
        this.status = status;
        this.agent = Map.of("id", agentId, "name", agentName);
        this.requested = requested;
        this.now = now;
    }

    public static CheckFacts of(Agent agent, RequestedAction requested, Instant now) {
        return new CheckFacts(agent.status(), agent.id(), agent.name(), requested, now);
    }

    AgentStatus status() {
        return status;
    }

    RequestedAction requested() {
        return requested;
    }

    Instant now() {
        return now;
    }

    Action action() {
        return requested.action();
    }

    JsonObject context() {
        return requested.context();
    }

    /**
     * The variables of conditions. The action is in its canonical form: another spelling must not pass by a condition. A
     * number of the context without decimals is an integer there, any other one a floating point number. An agent that names
     * no person acts on behalf of the empty text.
     */
    Map<String, Object> variables() {
        Map<String, Object> known = variables;
        if (known == null) {
            known = Map.of(
                    "agent",
                    agent,
                    "action",
                    action().canonical(),
                    "context",
                    plain(context()),
                    RequestedAction.ON_BEHALF_OF,
                    requested.onBehalfOf().orElse(""),
                    "now",
                    now);
            variables = known;
        }
        return known;
    }

    private static Object plain(JsonValue value) {
        return switch (value.getValueType()) {
            case OBJECT -> members(value.asJsonObject());
            case ARRAY -> ((JsonArray) value).stream().map(CheckFacts::plain).toList();
            case STRING -> ((JsonString) value).getString();
            // What is too long for an exact number is infinite, or as good as zero.
            case NUMBER ->
                JsonCodec.decimal(value).map(CheckFacts::number).orElseGet(() -> Double.valueOf(value.toString()));
            case TRUE -> true;
            case FALSE -> false;
            case NULL -> NullValue.NULL_VALUE;
        };
    }

    private static Map<String, Object> members(JsonObject object) {
        Map<String, Object> members = new LinkedHashMap<>();
        object.forEach((name, value) -> members.put(name, plain(value)));
        return members;
    }

    private static Object number(BigDecimal number) {
        // A huge exponent is not written out.
        boolean isShort =
                number.precision() - (long) number.scale() <= LONGEST_INTEGER && number.scale() <= LONGEST_INTEGER;
        boolean isInteger = isShort
                && number.stripTrailingZeros().scale() <= 0
                && number.compareTo(LEAST_INTEGER) >= 0
                && number.compareTo(LARGEST_INTEGER) <= 0;
        return isInteger ? (Object) number.longValueExact() : (Object) number.doubleValue();
    }
}
