package org.agentwarden.settings;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether the application in this process has started. Kept in system properties, because the launcher and the application
 * have different class loaders, and because Payara Micro's listeners open by {@value #STARTED} and {@value #TLS_STARTED}.
 */
public final class StartState {

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final String STARTED = "agentwarden.started";
    private static final String TLS = "agentwarden.tls";
    private static final String TLS_STARTED = "agentwarden.tls-started";
    private static final String FAILURE = "agentwarden.start-failure";

    private StartState() {}

    /** The launcher: the listener for TLS opens with the other one. */
    public static void withTls() {
        System.setProperty(TLS, "true");
    }

    /** Whether this process serves TLS itself; never on an application server. */
    public static boolean isWithTls() {
        return Boolean.getBoolean(TLS);
    }

    public static void started() {
        System.setProperty(STARTED, "true");
        System.setProperty(TLS_STARTED, Boolean.toString(isWithTls()));
        System.clearProperty(FAILURE);
    }

    /** The application has ended, or one of its parts could not start. */
    public static void ended() {
        System.clearProperty(STARTED);
        System.clearProperty(TLS_STARTED);
    }

    public static boolean isStarted() {
        return Boolean.getBoolean(STARTED);
    }

    /** Keeps the first reason why the application can't start, on one line; does nothing once it has started. */
    public static void failed(String reason) {
        if (!isStarted() && failure().isEmpty()) {
            System.setProperty(FAILURE, BLANKS.matcher(reason).replaceAll(" ").strip());
        }
    }

    /** Why the application can't start, as far as it is known. */
    public static Optional<String> failure() {
        return Optional.ofNullable(System.getProperty(FAILURE));
    }
}
