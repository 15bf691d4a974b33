package org.agentwarden.organizations;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.agentwarden.platform.Fingerprint;
import org.agentwarden.settings.RequestRules.Lockout;

/**
 * Counts wrong passwords for one e-mail address, whether or not it has an account. There is one row for each client network
 * that has failed, which locks that network out, and one for all networks together, which only delays answers.
 */
@Entity
@Table(name = "login_failures")
@NamedQuery(
        name = "LoginFailures.old",
        query = "select f.id from LoginFailures f where f.countsUntil < :now order by f.countsUntil")
@NamedQuery(
        name = "LoginFailures.remove",
        query = "delete from LoginFailures f where f.id in :ids and f.countsUntil < :now")
public class LoginFailures {

    /** Beyond what a person and a forgetful program bring about from several places. */
    private static final int NETWORKS_PER_STEP = 10;

    private static final int MOST_STEPS = 5;
    private static final Duration STEP = Duration.ofSeconds(1);

    /** A hash: people also type passwords where the address belongs. */
    @Id
    @Column(name = "email_hash")
    private String id;

    private int failures;

    @Column(name = "counts_until")
    private Instant countsUntil;

    protected LoginFailures() {}

    /** None so far. */
    LoginFailures(String id) {
        this.id = id;
        this.countsUntil = Instant.EPOCH;
    }

    /** The id of the row for one network. */
    static String idOf(String email, String network) {
        return Fingerprint.of(email, network);
    }

    /** The id of the row for all networks together. */
    static String idOf(String email) {
        return Fingerprint.of(email);
    }

    /** How long the network must wait before it may try again; empty when it need not wait. */
    Optional<Duration> lockedFor(Lockout rule, Instant now) {
        return isFull(rule.failures()) && now.isBefore(countsUntil)
                ? Optional.of(Duration.between(now, countsUntil))
                : Optional.empty();
    }

    /** Counts one more from the network. The last one begins the lockout; those during it do not make it longer. */
    void add(Lockout rule, Instant now) {
        if (lockedFor(rule, now).isEmpty()) {
            count(rule.failures(), rule.period(), now);
        }
    }

    /** Counts one more from anywhere. @return whether answers are delayed for longer from now on */
    boolean addFromAnywhere(Lockout rule, Instant now) {
        Duration before = delay(rule, now);
        count(OptionalInt.empty(), rule.period(), now);
        return delay(rule, now).compareTo(before) > 0;
    }

    /** How long answers about the address are held back: 0 to 5 seconds. */
    Duration delay(Lockout rule, Instant now) {
        if (rule.failures().isEmpty() || !now.isBefore(countsUntil)) {
            return Duration.ZERO;
        }
        int steps = failures / (rule.failures().getAsInt() * NETWORKS_PER_STEP);
        return STEP.multipliedBy(Math.min(steps, MOST_STEPS));
    }

    private void count(OptionalInt most, Duration period, Instant now) {
        boolean over = !now.isBefore(countsUntil);
        failures = over ? 1 : failures + 1;
        if (over || isFull(most)) {
            countsUntil = now.plus(period);
        }
    }

    private boolean isFull(OptionalInt most) {
        return most.isPresent() && failures >= most.getAsInt();
    }
}
