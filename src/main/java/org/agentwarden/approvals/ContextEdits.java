package org.agentwarden.approvals;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.agentwarden.agents.EditableMembers;
import org.agentwarden.platform.http.FieldProblem;
import org.agentwarden.platform.http.InvalidInput;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.platform.json.JsonCodec;
import org.agentwarden.platform.json.RequestFields;

/**
 * The numbers of a context that whoever approves lowers. Pure.
 *
 * @param values by the names of the members
 */
public record ContextEdits(JsonObject values) {

    private static final String EDITS = "edits";
    private static final int MOST_BYTES = 16 * 1024;

    static Optional<ContextEdits> optionalFrom(RequestFields fields) {
        Optional<JsonObject> values = fields.optionalObject(EDITS, MOST_BYTES);
        if (values.filter(given -> given.size() > EditableMembers.MOST).isPresent()) {
            fields.problem(EDITS, "must have at most " + EditableMembers.MOST + " members");
        }
        return values.filter(given -> !given.isEmpty()).map(ContextEdits::new);
    }

    /**
     * The context with the lower numbers, everything else as it was written.
     *
     * @param editable the members that may be lowered
     * @return the same context where every number is as large as before
     * @throws InvalidInput for what is no member that may be lowered, and for a number that is negative or larger than before
     */
    JsonObject of(JsonObject context, List<String> editable) {
        List<FieldProblem> problems = new ArrayList<>();
        values.forEach((name, value) -> objection(name, value, context, editable)
                .ifPresent(message -> problems.add(new FieldProblem(EDITS + "." + name, message))));
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        JsonBuilder lowered = JsonBuilder.of();
        context.forEach((name, before) -> lowered.value(name, lower(values.getOrDefault(name, before), before)));
        return lowered.build();
    }

    /** A number that is as large as before stays as it was written. */
    private static JsonValue lower(JsonValue value, JsonValue before) {
        Optional<BigDecimal> given = JsonCodec.decimal(value);
        Optional<BigDecimal> last = JsonCodec.decimal(before);
        return given.isPresent() && last.isPresent() && given.get().compareTo(last.get()) < 0 ? value : before;
    }

    private static Optional<String> objection(String name, JsonValue value, JsonObject context, List<String> editable) {
        if (!editable.contains(name)) {
            return Optional.of("is not editable");
        }
        Optional<BigDecimal> before = JsonCodec.decimal(context.getOrDefault(name, JsonValue.NULL));
        if (before.isEmpty()) {
            return Optional.of("is no number in the context");
        }
        Optional<BigDecimal> given = JsonCodec.decimal(value);
        if (given.isEmpty()) {
            return Optional.of("must be a number");
        }
        if (given.get().signum() < 0) {
            return Optional.of("must not be negative");
        }
        return given.get().compareTo(before.get()) > 0
                ? Optional.of("must not be larger than " + context.get(name))
                : Optional.empty();
    }
}
