package org.agentwarden.organizations;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import java.time.InstantSource;
import java.util.Optional;
import org.agentwarden.platform.DuplicateKey;
import org.agentwarden.platform.LostRace;
import org.agentwarden.platform.http.BadRequest;
import org.agentwarden.security.NewPassword;
import org.agentwarden.security.Passwords;

/**
 * Accounts that admins have added with a password and that nobody has signed in to. Several organizations may have one with
 * the same e-mail address. The first sign-in makes the address that account's; the others can't be signed in to then.
 */
@Stateless
public class PendingAccounts {

    /** Equal hashes are equal passwords of one address: more than a few are nobody's chance. */
    private static final int MOST = 10;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Passwords passwords;

    @Inject
    private KnownAddresses addresses;

    @Inject
    private InstantSource clock;

    /**
     * Adds one.
     *
     * @throws BadRequest when the organization has an account with that address
     */
    public User add(String organizationId, String email, NewPassword password, Role role, String createdBy) {
        addresses.requireNewIn(organizationId, email);
        String address = User.canonicalEmail(email);
        User user = User.pending(
                organizationId, address, passwords.lookupHash(address, password), role, createdBy, clock.instant());
        entities.persist(user);
        try {
            entities.flush();
        } catch (PersistenceException e) {
            throw KnownAddresses.taken();
        }
        return user;
    }

    /** The oldest account with that address and hash whose creator still is an admin. */
    public Optional<User> find(String email, String hash) {
        return entities.createNamedQuery("User.pending", User.class)
                .setParameter("email", email)
                .setParameter("hash", hash)
                .setMaxResults(MOST)
                .getResultStream()
                .filter(user -> user.createdBy().filter(this::isAdmin).isPresent())
                .findFirst();
    }

    /** Whether a user may still let others in. */
    public boolean isAdmin(String userId) {
        User user = entities.find(User.class, userId);
        return user != null && user.role() == Role.ADMIN;
    }

    /**
     * Makes the address the account's. Empty when the account has been removed meanwhile.
     *
     * @throws LostRace when another account has got the address in this moment
     */
    public Optional<User> takeAddress(String userId) {
        User user = entities.find(User.class, userId, LockModeType.PESSIMISTIC_WRITE);
        if (user == null) {
            return Optional.empty();
        }
        user.takeAddress();
        try {
            entities.flush();
            return Optional.of(user);
        } catch (PersistenceException e) {
            if (DuplicateKey.isBehind(e)) {
                throw new LostRace(e);
            }
            throw e;
        }
    }
}
