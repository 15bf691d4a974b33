package org.agentwarden.audit;

import java.util.List;
import java.util.Optional;
import org.agentwarden.audit.sealing.Seal;
import org.agentwarden.audit.sealing.SealedRow;
import org.agentwarden.audit.sealing.SealedRows;

/** The rows of the log as seals cover them. */
final class SealedMembers {

    private SealedMembers() {}

    static SealedRow of(LogEntry row) {
        return new SealedRow(
                row.id(),
                row.organizationId(),
                row.kind().name(),
                row.agentId(),
                row.action(),
                row.canonicalAction(),
                row.status().name(),
                row.contextText(),
                row.ipAddress(),
                row.clientAddress(),
                row.actorId(),
                row.subjectId(),
                row.actionHash(),
                row.permissionId(),
                row.shadow()
                        .map(shadow ->
                                new SealedRow.Shadow(shadow.status().map(LogStatus::name), shadow.permissionId())),
                row.onBehalfOf(),
                row.delegatedBy(),
                row.comment(),
                row.createdAt());
    }

    static SealedRows after(Optional<Seal> seal, List<LogEntry> rows) {
        SealedRows sealed = SealedRows.after(seal);
        rows.forEach(row -> sealed.with(of(row)));
        return sealed;
    }
}
