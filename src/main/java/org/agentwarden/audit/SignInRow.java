package org.agentwarden.audit;

import java.time.Instant;
import org.agentwarden.organizations.SignInJudged;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.security.Origin;

/** Makes the row of somebody who signed in or out, or failed to. Only a right password tells who it was. */
final class SignInRow {

    private SignInRow() {}

    static LogEntry of(String organizationId, SignInJudged event, Instant createdAt) {
        JsonBuilder context = JsonBuilder.of();
        event.method().ifPresent(method -> context.text("method", method.wireName()));
        return new LogEntry(
                        organizationId,
                        "user." + event.outcome().wireName(),
                        LogStatus.of(event.outcome()),
                        context.build(),
                        createdAt)
                .about(event.userId())
                .from(new Origin(event.userId().filter(id -> event.outcome().isProved()), event.clientAddress()));
    }
}
