package org.agentwarden.audit;

import java.util.Optional;

/**
 * What became of checking a log against its seals.
 *
 * @param flaw what is wrong with it; empty when nothing is
 * @param seals how many were checked and found good
 * @param sealedRows how many rows of these were found good
 * @param retiredRows how many rows of these were removed because they had become old
 * @param unsealedRows how many rows follow that no seal covers yet
 * @param last the last good seal
 * @param retirement what was removed last because it had become old
 */
public record Verification(
        Optional<Flaw> flaw,
        long seals,
        long sealedRows,
        long retiredRows,
        long unsealedRows,
        Optional<LogSeal> last,
        Optional<LogTruncation> retirement) {

    /** What can be wrong with a log. */
    enum Kind {
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

        String text() {
            return text;
        }
    }

    /**
     * The first thing that is wrong.
     *
     * @param seal the number of the seal that shows it, or of the last one
     * @param approvalId the approval that the log has no row of, if that is the flaw
     */
    record Flaw(Kind kind, long seal, Optional<String> approvalId) {

        Flaw(Kind kind, long seal) {
            this(kind, seal, Optional.empty());
        }
    }
}
