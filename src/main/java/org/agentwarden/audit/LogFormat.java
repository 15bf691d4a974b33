package org.agentwarden.audit;

import java.util.List;
import java.util.Locale;
import org.agentwarden.platform.http.Timestamps;
import org.agentwarden.platform.json.JsonCodec;

/** How an export of the log is written. */
enum LogFormat {
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
                    "client_address"));
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
                    entry.clientAddress().orElse("")));
        }
    },

    /** For programs: a row's JSON object on each line, exactly as a list shows it. */
    JSONL("application/jsonl; charset=utf-8") {
        @Override
        String head() {
            return "";
        }

        @Override
        String line(LogEntry entry) {
            return JsonCodec.write(LogEntryView.of(entry)) + "\n";
        }
    };

    private final String mediaType;

    LogFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    /** The name of the format and the end of its files' names. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What stands before the rows. */
    abstract String head();

    /** A row with its end. */
    abstract String line(LogEntry entry);
}
