package org.agentwarden.security;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import org.agentwarden.platform.ClusterLock;

/** Compares the encryption key with the one that has sealed what is in the database. */
@Stateless
public class KeyChecks {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private SecretBox secrets;

    /**
     * Stores a check value at the first start and opens it at every later one. After a rotation the newest key seals it.
     *
     * @throws WrongEncryptionKey when no key opens it
     */
    public void check() {
        ClusterLock.take(entities, ClusterLock.Name.FIRST_START);
        KeyCheckValue value = entities.find(KeyCheckValue.class, KeyCheckValue.ID);
        if (value == null) {
            entities.persist(new KeyCheckValue(secrets));
        } else if (value.opensWith(secrets)) {
            value.renew(secrets);
        } else {
            throw new WrongEncryptionKey();
        }
    }
}
