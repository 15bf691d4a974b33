package org.agentwarden.organizations;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.agentwarden.platform.DuplicateKey;
import org.agentwarden.platform.Fingerprint;
import org.agentwarden.platform.LostRace;
import org.agentwarden.settings.RequestRules.Lockout;
import org.agentwarden.settings.Settings;

/**
 * Keeps passwords from being guessed. The row of an e-mail address is locked while an attempt is judged, so attempts that
 * come at once, on whatever node, are judged one after the other, and of many only the first few learn anything.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class LoginGuard {

    private static final int STEP = 500;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Settings settings;

    @Inject
    private InstantSource clock;

    /**
     * Judges an attempt after its password was compared, and remembers it.
     *
     * @param email in its canonical form
     * @return whether it may sign in: the password matches, and it is not locked out
     * @throws LostRace when another attempt was the first to fail
     */
    public boolean admits(String email, boolean matches) {
        Lockout rule = settings.requestRules().lockout();
        Instant now = clock.instant();
        String hash = Fingerprint.of(email);
        LoginFailures failures = entities.find(LoginFailures.class, hash, LockModeType.PESSIMISTIC_WRITE);
        if (failures == null) {
            if (!matches) {
                addFirst(new LoginFailures(hash), rule, now);
            }
            return matches;
        }
        boolean admitted = matches && !failures.isLocked(rule, now);
        if (admitted) {
            entities.remove(failures);
        } else {
            failures.add(rule, now);
        }
        return admitted;
    }

    private void addFirst(LoginFailures failures, Lockout rule, Instant now) {
        failures.add(rule, now);
        try {
            entities.persist(failures);
            entities.flush();
        } catch (PersistenceException e) {
            throw DuplicateKey.isBehind(e) ? new LostRace(e) : e;
        }
    }

    /** Removes at most 500 addresses whose failures count no more. @return whether there may be others */
    public boolean removeOld() {
        Instant now = clock.instant();
        List<String> old = entities.createNamedQuery("LoginFailures.old", String.class)
                .setParameter("now", now)
                .setMaxResults(STEP)
                .getResultList();
        if (!old.isEmpty()) {
            entities.createNamedQuery("LoginFailures.remove")
                    .setParameter("hashes", old)
                    .setParameter("now", now)
                    .executeUpdate();
        }
        return old.size() == STEP;
    }
}
