package org.agentwarden.webhooks.client;

import java.util.Locale;
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

    static boolean has(Throwable failure, Class<? extends Throwable> wanted) {
        return find(failure, wanted).isPresent();
    }

    /** What the operating system says: connection refused, no route to host, network is unreachable. */
    static Optional<String> systemMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return Optional.ofNullable(root.getMessage()).map(message -> message.toLowerCase(Locale.ROOT));
    }
}
