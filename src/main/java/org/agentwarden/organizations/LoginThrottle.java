package org.agentwarden.organizations;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.agentwarden.platform.DuplicateKey;
import org.agentwarden.platform.LostRace;
import org.agentwarden.platform.http.TooManyRequests;
import org.agentwarden.settings.RequestRules.Lockout;
import org.agentwarden.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Keeps passwords from being guessed. A client network that fails too often is locked out of the address; other networks
 * are not, so that nobody can lock the owner out from afar. The rows are in the database and locked while an attempt is
 * judged: attempts that come at once, on whatever node, are judged one after the other.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class LoginThrottle {

    private static final int STEP = 500;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Settings settings;

    @Inject
    private Event<SignInLocked> lockedOut;

    @Inject
    private Event<SignInSlowed> slowed;

    @Inject
    private InstantSource clock;

    /**
     * Refuses an attempt before its password is compared.
     *
     * @throws TooManyRequests while its network is locked out of the address
     */
    public void requireOpen(SignInAttempt attempt) {
        requireOpen(entities.find(LoginFailures.class, attempt.networkId()));
    }

    private void requireOpen(@Nullable LoginFailures failures) {
        Optional.ofNullable(failures)
                .flatMap(known -> known.lockedFor(lockout(), clock.instant()))
                .ifPresent(wait -> {
                    throw new TooManyRequests(wait);
                });
    }

    /**
     * Counts an attempt whose password was wrong, and forgets the failures of its network when it was right.
     *
     * @throws TooManyRequests when others have locked the network out meanwhile; nobody learns then whether the password
     *     was right
     * @throws LostRace when another attempt was the first to fail; worth another try
     */
    public void judge(SignInAttempt attempt, boolean matches) {
        Instant now = clock.instant();
        LoginFailures ofNetwork =
                entities.find(LoginFailures.class, attempt.networkId(), LockModeType.PESSIMISTIC_WRITE);
        requireOpen(ofNetwork);
        if (!matches) {
            countFailure(attempt, Optional.ofNullable(ofNetwork), now);
        } else if (ofNetwork != null) {
            entities.remove(ofNetwork);
        }
    }

    private void countFailure(SignInAttempt attempt, Optional<LoginFailures> known, Instant now) {
        LoginFailures ofNetwork = known.orElseGet(() -> addRow(attempt.networkId()));
        ofNetwork.add(lockout(), now);
        if (ofNetwork.lockedFor(lockout(), now).isPresent()) {
            lockedOut.fire(new SignInLocked(attempt.email(), attempt.network()));
        }
        LoginFailures ofAll = Optional.ofNullable(
                        entities.find(LoginFailures.class, attempt.addressId(), LockModeType.PESSIMISTIC_WRITE))
                .orElseGet(() -> addRow(attempt.addressId()));
        if (ofAll.addFromAnywhere(lockout(), now)) {
            slowed.fire(new SignInSlowed(attempt.email()));
        }
    }

    private LoginFailures addRow(String id) {
        LoginFailures failures = new LoginFailures(id);
        try {
            entities.persist(failures);
            entities.flush();
            return failures;
        } catch (PersistenceException e) {
            throw DuplicateKey.isBehind(e) ? new LostRace(e) : e;
        }
    }

    /** How long to hold back the answer to an attempt, whether or not it succeeds: 0 to 5 seconds. */
    public Duration delay(SignInAttempt attempt) {
        return Optional.ofNullable(entities.find(LoginFailures.class, attempt.addressId()))
                .map(failures -> failures.delay(lockout(), clock.instant()))
                .orElse(Duration.ZERO);
    }

    private Lockout lockout() {
        return settings.requestRules().lockout();
    }

    /** Removes at most 500 rows that count no more. @return whether there may be others */
    public boolean removeOld() {
        Instant now = clock.instant();
        List<String> old = entities.createNamedQuery("LoginFailures.old", String.class)
                .setParameter("now", now)
                .setMaxResults(STEP)
                .getResultList();
        if (!old.isEmpty()) {
            entities.createNamedQuery("LoginFailures.remove")
                    .setParameter("ids", old)
                    .setParameter("now", now)
                    .executeUpdate();
        }
        return old.size() == STEP;
    }
}
