package org.agentwarden.audit;

import java.util.List;
import org.agentwarden.platform.http.Timestamps;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.platform.json.JsonCodec;
import org.agentwarden.settings.WireNamed;

/** How an export of the log is written. */
enum LogFormat implements WireNamed {
    /** For spreadsheets. */
    CSV("text/csv; charset=utf-8; header=present") {
        @Override
        String head() {
            return CsvLine.of(List.of(
                    "id",
                    "created_at",
                    "kind",
                    "agent_id",
                    "action",
                    "status",
                    "context",
                    "ip_address",
                    "actor_id",
                    "subject_id",
                    "action_hash",
                    "comment",
                    "organization_id",
                    "client_address",
                    "permission_id",
                    "shadow_status",
                    "shadow_permission_id",
                    "on_behalf_of",
                    "delegated_by"));
        }

        @Override
        String cutOff() {
            return CsvLine.of(List.of(CUT_OFF));
        }

        @Override
        String line(LogEntry entry) {
            return CsvLine.of(List.of(
                    entry.id(),
                    Timestamps.iso(entry.createdAt()),
                    entry.kind().wireName(),
                    entry.agentId().orElse(""),
                    entry.action(),
                    entry.status().wireName(),
                    entry.contextText(),
                    entry.ipAddress().orElse(""),
                    entry.actorId().orElse(""),
                    entry.subjectId().orElse(""),
                    entry.actionHash().orElse(""),
                    entry.comment().orElse(""),
                    entry.organizationId(),
                    entry.clientAddress().orElse(""),
                    entry.permissionId().orElse(""),
                    entry.shadow()
                            .flatMap(LoggedShadow::status)
                            .map(LogStatus::wireName)
                            .orElse(""),
                    entry.shadow().flatMap(LoggedShadow::permissionId).orElse(""),
                    entry.onBehalfOf().orElse(""),
                    entry.delegatedBy().orElse("")));
        }
    },

    /** For programs: a row's JSON object on each line, exactly as a list shows it. */
    JSONL("application/jsonl; charset=utf-8") {
        @Override
        String head() {
            return "";
        }

        @Override
        String cutOff() {
            return JsonCodec.write(JsonBuilder.of().text("error", CUT_OFF).build()) + "\n";
        }

        @Override
        String line(LogEntry entry) {
            return JsonCodec.write(LogEntryView.of(entry)) + "\n";
        }
    },

    /** To be checked elsewhere: the rows from the oldest on, with all members that are sealed, and the seals. */
    SEALED("application/jsonl; charset=utf-8") {
        @Override
        String fileExtension() {
            return JSONL.fileExtension();
        }

        @Override
        String head() {
            return JSONL.head();
        }

        @Override
        String cutOff() {
            return JSONL.cutOff();
        }

        @Override
        String line(LogEntry entry) {
            return JsonCodec.write(SealedLines.of(SealedMembers.of(entry))) + "\n";
        }
    };

    private static final String CUT_OFF = "The export was cut off here and is not complete";

    private final String mediaType;

    LogFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    String fileExtension() {
        return wireName();
    }

    /** What stands before the rows. */
    abstract String head();

    /** The last line of an export that is not complete. */
    abstract String cutOff();

    /** A row with its end. */
    abstract String line(LogEntry entry);
}
