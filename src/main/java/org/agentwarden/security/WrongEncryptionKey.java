package org.agentwarden.security;

import jakarta.ejb.ApplicationException;

/** The keys of this server are not those that have sealed the secrets in the database. */
@ApplicationException(rollback = true)
public class WrongEncryptionKey extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    WrongEncryptionKey() {
        super("the encryption key is not the one that sealed the secrets in the database; restore"
                + " keys/secret-box.key in agentwarden.data-dir, or the keys in agentwarden.encryption-keys");
    }
}
