package org.agentwarden.audit;

import java.util.Optional;
import org.agentwarden.audit.sealing.Flaw;
import org.agentwarden.audit.sealing.LogCheck;
import org.agentwarden.audit.sealing.Seal;
import org.agentwarden.audit.sealing.Truncation;

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
        Optional<Seal> last,
        Optional<Truncation> retirement) {

    static Verification of(LogCheck check, Optional<Flaw> flaw, long unsealedRows, Optional<Truncation> retirement) {
        return new Verification(
                flaw, check.seals(), check.sealedRows(), check.retiredRows(), unsealedRows, check.last(), retirement);
    }
}
