package org.agentwarden.systems;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Passes connections on to another port of this machine, until they get no answer any more, as from a host that has
 * disappeared. Thread-safe.
 */
public final class UnresponsiveProxy implements AutoCloseable {

    private static final int CHUNK = 8 * 1024;

    private final SocketListener listener;
    private final int target;
    private final List<Passage> passages = new CopyOnWriteArrayList<>();

    private UnresponsiveProxy(int target) throws IOException {
        this.target = target;
        this.listener = SocketListener.onLoopback();
        listener.start("unresponsive-proxy", this::connect);
    }

    public static UnresponsiveProxy to(int port) {
        try {
            return new UnresponsiveProxy(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return listener.port();
    }

    /**
     * Passes nothing more over the connections that are open now. It closes those that wait for no answer, as the client's
     * operating system does when its keep-alive is not answered, and leaves the others open. New ones it serves.
     */
    public void stopForwarding() throws IOException {
        for (Passage passage : passages) {
            passage.stop();
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void connect(Socket client) throws IOException {
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        listener.keep(client);
        listener.keep(server);
        Passage passage = new Passage(client);
        passages.add(passage);
        SocketListener.inBackground("unresponsive-proxy-there", () -> passage.pass(client, server));
        SocketListener.inBackground("unresponsive-proxy-back", () -> passage.pass(server, client));
    }

    private static final class Passage {

        private final Socket client;
        private volatile boolean isStopped;
        private volatile boolean waitsForAnswer;

        Passage(Socket client) {
            this.client = client;
        }

        void stop() throws IOException {
            isStopped = true;
            if (!waitsForAnswer) {
                client.close();
            }
        }

        void pass(Socket from, Socket to) {
            byte[] chunk = new byte[CHUNK];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                    if (!isStopped) {
                        waitsForAnswer = from == client;
                        out.write(chunk, 0, length);
                    }
                }
                if (!isStopped) {
                    to.close();
                }
            } catch (IOException e) {
                // One of the two has gone.
            }
        }
    }
}
