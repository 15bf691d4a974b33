package org.agentwarden.launcher;

/** Why a file can't be checked, in one line. */
final class Unreadable extends Exception {

    private static final long serialVersionUID = 1L;

    Unreadable(String reason) {
        super(reason);
    }
}
