package org.agentwarden.platform;

import jakarta.ejb.ApplicationException;

/** Somebody else committed the same thing first: the transaction is rolled back and worth one more try. */
@ApplicationException(rollback = true)
public class LostRace extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LostRace(Throwable cause) {
        super(cause);
    }
}
