package org.agentwarden.audit;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import org.agentwarden.platform.json.JsonBuilder;

/** A row of the audit log as it is shown. */
final class LogEntryView {

    private LogEntryView() {}

    static JsonObject of(LogEntry entry) {
        return JsonBuilder.of()
                .text("id", entry.id())
                .text("agent_id", entry.agentId().orElse(null))
                .text("organization_id", entry.organizationId())
                .text("action", entry.action())
                .text("status", entry.status().wireName())
                .value("context", entry.context())
                .text("ip_address", entry.ipAddress().orElse(null))
                .time("created_at", entry.createdAt())
                .text("kind", entry.kind().wireName())
                .text("actor_id", entry.actorId().orElse(null))
                .text("subject_id", entry.subjectId().orElse(null))
                .text("action_hash", entry.actionHash().orElse(null))
                .text("on_behalf_of", entry.onBehalfOf().orElse(null))
                .text("delegated_by", entry.delegatedBy().orElse(null))
                .text("permission_id", entry.permissionId().orElse(null))
                .value("shadow", shadow(entry))
                .text("client_address", entry.clientAddress().orElse(null))
                .text("comment", entry.comment().orElse(null))
                .build();
    }

    private static JsonValue shadow(LogEntry entry) {
        return entry.shadow()
                .<JsonValue>map(shadow -> JsonBuilder.of()
                        .text("status", shadow.status().map(LogStatus::wireName).orElse(null))
                        .text("permission_id", shadow.permissionId().orElse(null))
                        .build())
                .orElse(JsonValue.NULL);
    }
}
