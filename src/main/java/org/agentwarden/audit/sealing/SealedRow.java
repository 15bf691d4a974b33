package org.agentwarden.audit.sealing;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A row of a log with all members that a seal covers. Kind and statuses are the names of their constants.
 *
 * @param context exactly as it is stored
 */
public record SealedRow(
        String id,
        String organizationId,
        String kind,
        Optional<String> agentId,
        String action,
        Optional<String> canonicalAction,
        String status,
        String context,
        Optional<String> ipAddress,
        Optional<String> clientAddress,
        Optional<String> actorId,
        Optional<String> subjectId,
        Optional<String> actionHash,
        Optional<String> permissionId,
        Optional<Shadow> shadow,
        Optional<String> onBehalfOf,
        Optional<String> delegatedBy,
        Optional<String> comment,
        Instant createdAt) {

    private static final String AGENT = "AGENT";

    /** What the permissions in shadow would have changed. */
    public record Shadow(Optional<String> status, Optional<String> permissionId) {}

    /** Whether it has only the members that rows had before the log told of management and of who decided. */
    boolean isPlain() {
        return kind.equals(AGENT)
                && Stream.of(actorId, subjectId, actionHash, comment, clientAddress)
                        .allMatch(Optional::isEmpty);
    }
}
