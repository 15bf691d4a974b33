package org.agentwarden.demo;

/** The story took another turn; the message says which. */
final class DemoFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DemoFailed(String message) {
        super(message);
    }
}
