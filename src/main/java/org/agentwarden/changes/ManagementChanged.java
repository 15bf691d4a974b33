package org.agentwarden.changes;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * Something was changed in an organization; raised within the transaction that changes it.
 *
 * @param actorId the user who did it; empty when the server did
 * @param subjectId what was changed: the id of an agent, a webhook and so on
 * @param agentId the agent whom it concerns, if it concerns one
 * @param details of a new or a deleted thing its members; of a changed one those that differ, each with {@code old} and
 *     {@code new}, or with {@code "changed": true} when it is secret. Never a secret itself.
 * @param clientAddress from where, as the server saw it; empty when the server did it by itself
 */
public record ManagementChanged(
        String organizationId,
        Optional<String> actorId,
        ChangeKind kind,
        String subjectId,
        Optional<String> agentId,
        JsonObject details,
        Instant changedAt,
        Optional<String> clientAddress) {}
