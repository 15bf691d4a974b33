package org.agentwarden.approvals;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.platform.json.JsonCodec;
import org.agentwarden.platform.json.RequestFields;
import org.agentwarden.settings.WireNamed;

/**
 * What one person decided about an approval. Pure.
 *
 * @param by the user
 * @param delegatedBy the user in whose place, who is away; empty for oneself
 */
record GivenDecision(String by, Decision decision, Optional<String> comment, Instant at, Optional<String> delegatedBy) {

    /** Somebody decides for oneself. */
    GivenDecision(String by, Decision decision, Optional<String> comment, Instant at) {
        this(by, decision, comment, at, Optional.empty());
    }

    /** Whose right it was. */
    String countsFor() {
        return delegatedBy.orElse(by);
    }

    /** Whether one of both takes the place of the other: nobody counts twice, for oneself or for others. */
    boolean excludes(GivenDecision other) {
        return by.equals(other.by)
                || by.equals(other.countsFor())
                || countsFor().equals(other.by)
                || countsFor().equals(other.countsFor());
    }

    boolean isSameAs(GivenDecision other) {
        return by.equals(other.by) && decision == other.decision;
    }

    /** Those that {@link #write} has written. */
    static List<GivenDecision> read(String text) {
        return ((JsonArray) JsonCodec.parse(text))
                .getValuesAs(JsonObject.class).stream().map(GivenDecision::of).toList();
    }

    private static GivenDecision of(JsonObject json) {
        return new GivenDecision(
                json.getString("by"),
                RequestFields.constant(Decision.class, json.getString("decision"))
                        .orElseThrow(),
                json.isNull("comment") ? Optional.empty() : Optional.of(json.getString("comment")),
                Instant.parse(json.getString("at")),
                Optional.ofNullable(json.getString("delegated_by", null)));
    }

    static String write(List<GivenDecision> decisions) {
        return JsonCodec.write(toJson(decisions));
    }

    static JsonArray toJson(List<GivenDecision> decisions) {
        return JsonBuilder.array(decisions, GivenDecision::toJson);
    }

    private JsonObject toJson() {
        return JsonBuilder.of()
                .text("by", by)
                .text("decision", WireNamed.of(decision))
                .text("comment", comment.orElse(null))
                .time("at", at)
                .text("delegated_by", delegatedBy.orElse(null))
                .build();
    }
}
