package org.agentwarden.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import org.agentwarden.systems.Ports;

/** A receiver that resets every connection as soon as something has been said. */
final class ResettingReceiver implements AutoCloseable {

    private final ServerSocket server;

    ResettingReceiver() {
        try {
            server = new ServerSocket(Ports.free(), 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::run);
    }

    private void run() {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                // A client may open one that it never uses: nobody else waits for it.
                start(() -> reset(connection));
            } catch (IOException e) {
                // The receiver is closed.
            }
        }
    }

    private static void reset(Socket accepted) {
        try (Socket connection = accepted) {
            connection.setSoTimeout(1_000);
            // A connection that is closed like this is reset.
            connection.setSoLinger(true, 0);
            int unused = connection.getInputStream().read();
        } catch (IOException e) {
            // The caller has hung up first.
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "resetting-receiver");
        thread.setDaemon(true);
        thread.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/reset");
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
