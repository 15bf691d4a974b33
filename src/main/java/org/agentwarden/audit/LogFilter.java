package org.agentwarden.audit;

import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.agentwarden.agents.Action;
import org.agentwarden.platform.http.QueryFields;

/**
 * What narrows the audit log for whoever reads it.
 *
 * @param kinds those that are wanted, at least one
 * @param text what the action, the context or the comment contains, in capitals or not
 */
record LogFilter(
        Set<LogKind> kinds,
        Optional<String> agentId,
        Optional<Action> action,
        Optional<LogStatus> status,
        Optional<String> actorId,
        Optional<String> subjectId,
        Optional<String> text,
        Optional<Instant> createdAfter,
        Optional<Instant> createdBefore) {

    /** Clients that know nothing of management ask for nothing and get what agents did. */
    private enum Wanted {
        AGENT,
        MANAGEMENT,
        SIGN_IN,
        ALL;

        Set<LogKind> kinds() {
            return this == ALL ? EnumSet.allOf(LogKind.class) : Set.of(LogKind.valueOf(name()));
        }
    }

    /** What an agent did and wanted to do since then. */
    static LogFilter ofAgent(String agentId, Instant since) {
        return new LogFilter(
                Set.of(LogKind.AGENT),
                Optional.of(agentId),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(since),
                Optional.empty());
    }

    static LogFilter from(UriInfo uri) {
        return QueryFields.read(
                uri,
                query -> new LogFilter(
                        query.optionalChoice("kind", Wanted.class)
                                .orElse(Wanted.AGENT)
                                .kinds(),
                        query.optionalText("agent_id", 200),
                        Action.optionalFrom(query, "action"),
                        query.optionalChoice("status", LogStatus.class),
                        query.optionalText("actor_id", 200),
                        query.optionalText("subject_id", 200),
                        query.optionalText("q", 200),
                        query.optionalInstant("created_after"),
                        query.optionalInstant("created_before")));
    }
}
