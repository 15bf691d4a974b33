package org.agentwarden.teams;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.agentwarden.platform.http.InvalidInput;

/** From when until when somebody decides for somebody else. Pure. */
record DelegationPeriod(Instant from, Instant until) {

    static final Duration LONGEST = Duration.ofDays(90);

    /**
     * The time that is wanted. What would begin in the past begins now.
     *
     * @throws InvalidInput that names the wrong end
     */
    static DelegationPeriod of(Optional<Instant> from, Instant until, Instant now) {
        Instant start = from.filter(now::isBefore).orElse(now);
        if (!until.isAfter(start)) {
            throw new InvalidInput("until", "must be in the future, and after the beginning");
        }
        if (Duration.between(start, until).compareTo(LONGEST) > 0) {
            throw new InvalidInput("until", "must be at most " + LONGEST.toDays() + " days after the beginning");
        }
        return new DelegationPeriod(start, until);
    }
}
