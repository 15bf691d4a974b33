package org.agentwarden.audit;

import jakarta.json.JsonObject;
import java.util.Locale;
import java.util.Optional;
import org.agentwarden.audit.sealing.Seal;
import org.agentwarden.audit.sealing.SealedRow;
import org.agentwarden.audit.sealing.Truncation;
import org.agentwarden.audit.sealing.VerificationKey;
import org.agentwarden.platform.json.JsonBuilder;

/**
 * The lines of a sealed export, which the command {@code verify-log} reads: each is a flat object, with the context as a
 * text, so that whoever checks it needs exactly the text that was sealed and no reader of nested JSON.
 */
final class SealedLines {

    private static final int VERSION = 1;

    private SealedLines() {}

    /** The first line. */
    static JsonObject head(String organizationId, VerificationKey key) {
        return line("log")
                .number("version", VERSION)
                .text("organization_id", organizationId)
                .text("public_key", key.text())
                .build();
    }

    /** The second line of a log of which old rows were removed. */
    static JsonObject of(Truncation truncation) {
        return line("truncation")
                .text("organization_id", truncation.organizationId())
                .number("number", truncation.number())
                .text("hash", truncation.hash())
                .time("retained_since", truncation.retainedSince())
                .text("kept_for", truncation.keptFor())
                .time("truncated_at", truncation.truncatedAt())
                .text("signature", truncation.signature())
                .build();
    }

    static JsonObject of(SealedRow row) {
        return line("row")
                .text("id", row.id())
                .text("organization_id", row.organizationId())
                .text("kind", lowerCase(row.kind()))
                .text("agent_id", row.agentId().orElse(null))
                .text("action", row.action())
                .text("canonical_action", row.canonicalAction().orElse(null))
                .text("status", lowerCase(row.status()))
                .text("context", row.context())
                .text("ip_address", row.ipAddress().orElse(null))
                .text("client_address", row.clientAddress().orElse(null))
                .text("actor_id", row.actorId().orElse(null))
                .text("subject_id", row.subjectId().orElse(null))
                .text("action_hash", row.actionHash().orElse(null))
                .text("permission_id", row.permissionId().orElse(null))
                .text(
                        "shadow_status",
                        row.shadow()
                                .flatMap(SealedRow.Shadow::status)
                                .map(SealedLines::lowerCase)
                                .orElse(null))
                .text(
                        "shadow_permission_id",
                        row.shadow().flatMap(SealedRow.Shadow::permissionId).orElse(null))
                .text("on_behalf_of", row.onBehalfOf().orElse(null))
                .text("delegated_by", row.delegatedBy().orElse(null))
                .text("comment", row.comment().orElse(null))
                .time("created_at", row.createdAt())
                .build();
    }

    /** Stands after the rows that the seal covers. */
    static JsonObject of(Seal seal) {
        return line("seal")
                .text("organization_id", seal.organizationId())
                .number("number", seal.number())
                .number("version", seal.version())
                .number("row_count", seal.rowCount())
                .time("last_created_at", seal.lastCreatedAt())
                .text("last_id", seal.lastId())
                .text("hash", seal.hash())
                .text("signature", seal.signature())
                .build();
    }

    /** The last line of an export that is complete. */
    static JsonObject end(Optional<Seal> last, long unsealedRows) {
        return line("end")
                .number("seals", last.map(Seal::number).orElse(0L))
                .number("unsealed_rows", unsealedRows)
                .build();
    }

    private static JsonBuilder line(String type) {
        return JsonBuilder.of().text("type", type);
    }

    private static String lowerCase(String constant) {
        return constant.toLowerCase(Locale.ROOT);
    }
}
