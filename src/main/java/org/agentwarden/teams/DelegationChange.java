package org.agentwarden.teams;

import java.time.Instant;
import java.util.Optional;
import org.agentwarden.platform.json.RequestFields;

/**
 * What a caller says of a delegation.
 *
 * @param to the id or the e-mail address of a user
 * @param from now when absent
 */
public record DelegationChange(String to, Optional<Instant> from, Instant until) {

    private static final int LONGEST_ADDRESS = 254;

    static DelegationChange from(RequestFields fields) {
        return new DelegationChange(
                fields.text("to", LONGEST_ADDRESS), fields.optionalInstant("from"), fields.instant("until"));
    }
}
