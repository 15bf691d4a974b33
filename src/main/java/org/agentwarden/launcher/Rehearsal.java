package org.agentwarden.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.List;

/**
 * A start for the sake of the start, in a temporary directory and on a free port, so that {@code -XX:AOTCacheOutput} or
 * {@code -XX:ArchiveClassesAtExit} can store what it loads and what is busy under load. It has the embedded database and the
 * embedded broker, whatever the environment says.
 */
final class Rehearsal {

    static final String ARGUMENT = "rehearse";

    private Rehearsal() {}

    static boolean isAskedFor(String... arguments) {
        return List.of(arguments).contains(ARGUMENT);
    }

    static void prepare() throws IOException {
        System.setProperty(
                "agentwarden.data-dir",
                Files.createTempDirectory("agentwarden-rehearsal-").toString());
        System.setProperty("agentwarden.database.url", "");
        System.setProperty("agentwarden.broker.url", "");
        System.setProperty("agentwarden.http.address", "127.0.0.1");
        System.setProperty("agentwarden.registration", "open");
        System.setProperty("agentwarden.plans", "organization");
        System.setProperty("agentwarden.default-plan", "enterprise");
        System.setProperty("agentwarden.egress.allow", "127.0.0.1/32");
        System.setProperty("agentwarden.webhooks.requests-per-minute", "1000000");
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            System.setProperty("agentwarden.http.port", Integer.toString(socket.getLocalPort()));
        }
    }
}
