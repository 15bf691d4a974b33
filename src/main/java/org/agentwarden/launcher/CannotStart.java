package org.agentwarden.launcher;

/** Why the server can't start here, in one line. */
final class CannotStart extends Exception {

    private static final long serialVersionUID = 1L;

    CannotStart(String reason) {
        super(reason);
    }
}
