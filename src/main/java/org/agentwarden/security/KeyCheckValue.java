package org.agentwarden.security;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A known text that the encryption key has sealed. The database has one row of it. */
@Entity
@Table(name = "encryption_key_check")
public class KeyCheckValue {

    static final String ID = "encryption-key";

    private static final String TEXT = "AgentWarden";

    @Id
    private String id;

    private String sealed;

    protected KeyCheckValue() {}

    KeyCheckValue(SecretBox secrets) {
        id = ID;
        sealed = secrets.seal(TEXT, ID);
    }

    /** Whether one of the keys opens the text. */
    boolean opensWith(SecretBox secrets) {
        try {
            return secrets.open(sealed, id).equals(TEXT);
        } catch (IllegalStateException | IllegalArgumentException e) {
            return false;
        }
    }

    /** Seals the text with the newest key, so that the older ones can go. */
    void renew(SecretBox secrets) {
        if (!secrets.isCurrent(sealed)) {
            sealed = secrets.seal(TEXT, id);
        }
    }
}
