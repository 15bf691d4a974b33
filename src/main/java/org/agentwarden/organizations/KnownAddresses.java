package org.agentwarden.organizations;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import org.agentwarden.platform.http.BadRequest;

/** The e-mail addresses of accounts. */
@Stateless
public class KnownAddresses {

    @PersistenceContext
    private EntityManager entities;

    /**
     * Refuses an address that belongs to an account of the organization, in use or pending. Says nothing about accounts of
     * other organizations.
     */
    public void requireNewIn(String organizationId, String email) {
        if (isKnownIn(organizationId, email)) {
            throw taken();
        }
    }

    public boolean isKnownIn(String organizationId, String email) {
        return !entities.createNamedQuery("User.ofAddress", User.class)
                .setParameter("organization", organizationId)
                .setParameter("email", User.canonicalEmail(email))
                .getResultList()
                .isEmpty();
    }

    /** The answer to an address that is not free. */
    public static BadRequest taken() {
        return new BadRequest("Email already registered");
    }
}
