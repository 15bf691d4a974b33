package org.agentwarden.organizations;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import org.agentwarden.settings.RequestRules.Lockout;

/** Wrong passwords in a row for one e-mail address, whether it is a user's or nobody's. */
@Entity
@Table(name = "login_failures")
@NamedQuery(
        name = "LoginFailures.old",
        query = "select f.emailHash from LoginFailures f where f.countsUntil < :now order by f.countsUntil")
@NamedQuery(
        name = "LoginFailures.remove",
        query = "delete from LoginFailures f where f.emailHash in :hashes and f.countsUntil < :now")
public class LoginFailures {

    @Id
    @Column(name = "email_hash")
    private String emailHash;

    private int failures;

    @Column(name = "counts_until")
    private Instant countsUntil;

    protected LoginFailures() {}

    /** None so far. */
    LoginFailures(String emailHash) {
        this.emailHash = emailHash;
        this.countsUntil = Instant.EPOCH;
    }

    /** Whether no password is good at the moment. */
    boolean isLocked(Lockout rule, Instant now) {
        return isFull(rule) && now.isBefore(countsUntil);
    }

    /** One more. The last one that is counted begins the lockout; those during it do not make it longer. */
    void add(Lockout rule, Instant now) {
        if (isLocked(rule, now)) {
            return;
        }
        boolean over = !now.isBefore(countsUntil);
        failures = over ? 1 : failures + 1;
        if (over || isFull(rule)) {
            countsUntil = now.plus(rule.period());
        }
    }

    private boolean isFull(Lockout rule) {
        return rule.failures().isPresent() && failures >= rule.failures().getAsInt();
    }
}
