package org.agentwarden.systems;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes connections on bare sockets, and closes them when it is closed. Thread-safe. */
final class SocketListener implements AutoCloseable {

    private static final int BACKLOG = 512;

    private final ServerSocket server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    /** Who is given each connection, one after the other. */
    interface Connected {

        void accept(Socket socket) throws IOException;
    }

    SocketListener(ServerSocket server) {
        this.server = server;
    }

    /** On any free loopback port. */
    static SocketListener onLoopback() throws IOException {
        return new SocketListener(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()));
    }

    /** Begins to take connections. */
    void start(String name, Connected connected) {
        inBackground(name, () -> accept(connected));
    }

    private void accept(Connected connected) {
        try {
            while (true) {
                connected.accept(server.accept());
            }
        } catch (IOException e) {
            if (!server.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** Closes a connection with this listener. */
    void keep(Socket socket) {
        sockets.add(socket);
    }

    /** All connections that were kept, also those that have ended. */
    List<Socket> kept() {
        return List.copyOf(sockets);
    }

    static void inBackground(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
