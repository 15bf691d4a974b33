package org.agentwarden.webhooks.client;

import java.util.Optional;

/** Looks through the causes of a failure. */
final class Throwables {

    private Throwables() {}

    static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> wanted) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (wanted.isInstance(cause)) {
                return Optional.of(wanted.cast(cause));
            }
        }
        return Optional.empty();
    }

    static Throwable root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
