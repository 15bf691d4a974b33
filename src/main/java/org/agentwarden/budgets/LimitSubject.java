package org.agentwarden.budgets;

import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Locale;
import java.util.Optional;
import org.agentwarden.platform.json.JsonCodec;
import org.agentwarden.platform.json.RequestFields;

/**
 * Whose values have a limit each for itself. Pure.
 *
 * @param member of the context; empty for the person for whom the agent acts
 */
public record LimitSubject(Optional<ContextMember> member) {

    private static final String PERSON = "on_behalf_of";

    static Optional<LimitSubject> optionalFrom(RequestFields fields, String name) {
        return fields.optionalText(name, ContextMember.LONGEST).flatMap(text -> {
            Optional<LimitSubject> subject = parse(text);
            if (subject.isEmpty()) {
                fields.problem(
                        name, "must be agent, on_behalf_of, or name a member of the context, as context.customer_id");
            }
            return subject;
        });
    }

    static Optional<LimitSubject> parse(String text) {
        return text.equals(PERSON)
                ? Optional.of(new LimitSubject(Optional.empty()))
                : ContextMember.parse(text).map(member -> new LimitSubject(Optional.of(member)));
    }

    /** Why a use can't be counted; empty when it can. */
    Optional<String> objection(CountedUse use) {
        if (member.isEmpty()) {
            return use.onBehalfOf().isPresent() ? Optional.empty() : Optional.of(PERSON + " is required");
        }
        JsonValue value = member.get().in(use.context());
        return value instanceof JsonString || value instanceof JsonNumber
                ? Optional.empty()
                : Optional.of(member.get() + " must be a text or a number");
    }

    /** Equal for uses that are counted together. A person stays the same one in capitals. */
    String key(CountedUse use) {
        return this + "="
                + member.map(place -> JsonCodec.canonical(place.in(use.context())))
                        .orElseGet(() -> use.onBehalfOf().orElseThrow().strip().toLowerCase(Locale.ROOT));
    }

    /** As a request writes it. */
    @Override
    public String toString() {
        return member.map(ContextMember::toString).orElse(PERSON);
    }
}
