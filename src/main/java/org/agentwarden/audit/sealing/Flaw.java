package org.agentwarden.audit.sealing;

import java.util.Optional;

/**
 * The first thing that is wrong with a log.
 *
 * @param seal the number of the seal that shows it, or of the last one
 * @param approvalId the approval that the log has no row of, if that is the flaw
 */
public record Flaw(Kind kind, long seal, Optional<String> approvalId) {

    /** What can be wrong with a log. */
    public enum Kind {
        /** A row says something else than when it was sealed. */
        CHANGED("a row was changed"),
        REMOVED("rows were removed"),
        INSERTED("rows were inserted"),
        /** A seal is missing, or it or the note of a retirement is not signed by this server's key. */
        FORGED("a seal is missing or forged, or the note of a retirement is forged"),
        /** The log ends before a seal that a checkpoint remembers, or has another in its place. */
        TRUNCATED("the end of the log was cut off or replaced"),
        /** No seal covers approvals: one that is approved needs its row in the log. */
        UNLOGGED("an approval is approved, and the log has no row of that decision");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    Flaw(Kind kind, long seal) {
        this(kind, seal, Optional.empty());
    }
}
