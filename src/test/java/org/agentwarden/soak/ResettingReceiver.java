package org.agentwarden.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;

/** A receiver that resets every connection as soon as something has been said. */
final class ResettingReceiver implements AutoCloseable {

    private final ServerSocket server;

    ResettingReceiver() {
        try {
            server = new ServerSocket(Ports.free(), 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::run, "resetting-receiver");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (!server.isClosed()) {
            try (Socket connection = server.accept()) {
                connection.setSoTimeout(1_000);
                // A connection that is closed like this is reset.
                connection.setSoLinger(true, 0);
                int unused = connection.getInputStream().read();
            } catch (IOException e) {
                // The caller has hung up first, or the receiver is closed.
            }
        }
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
