package org.agentwarden.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.List;

/**
 * A start for the sake of the start, in a temporary directory and on a free port, so that {@code -XX:ArchiveClassesAtExit}
 * can write down what it loads. With the database and the broker that are embedded, whatever the environment says.
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
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            System.setProperty("agentwarden.http.port", Integer.toString(socket.getLocalPort()));
        }
    }
}
