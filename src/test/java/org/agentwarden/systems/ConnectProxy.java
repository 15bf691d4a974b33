package org.agentwarden.systems;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A company's forward proxy that knows {@code CONNECT} and nothing else, on a loopback port. Thread-safe. */
public final class ConnectProxy implements AutoCloseable {

    /** What makes the proxy connect. */
    public static final String CONNECTED = "200 Connection established";

    /** What it was asked: the lines of one request. */
    public record Asked(List<String> lines) {

        public String requestLine() {
            return lines.get(0);
        }

        /** The address behind {@code CONNECT}. */
        public String target() {
            return requestLine().split(" ", -1)[1];
        }
    }

    private final SocketListener listener;
    private final Function<Asked, String> policy;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    private ConnectProxy(Function<Asked, String> policy) {
        this.policy = policy;
        try {
            listener = SocketListener.onLoopback();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        listener.start("proxy", this::connect);
    }

    /** Connects to whatever it is asked for. */
    public static ConnectProxy start() {
        return answering(asked -> CONNECTED);
    }

    /** Connects when the answer is {@link #CONNECTED}, says nothing at all to an empty one, and hangs up after others. */
    public static ConnectProxy answering(Function<Asked, String> policy) {
        return new ConnectProxy(policy);
    }

    public int port() {
        return listener.port();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** All requests in their order. */
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void connect(Socket client) {
        listener.keep(client);
        SocketListener.inBackground("proxy-connection", () -> serve(client));
    }

    private void serve(Socket client) {
        try {
            Asked request = new Asked(head(client.getInputStream()).lines().toList());
            asked.add(request);
            String answer = policy.apply(request);
            if (answer.equals(CONNECTED)) {
                tunnel(client, request.target());
            } else if (!answer.isEmpty()) {
                say(client, answer);
                client.close();
            }
        } catch (IOException e) {
            closeQuietly(client);
        }
    }

    private void tunnel(Socket client, String target) throws IOException {
        int colon = target.lastIndexOf(':');
        Socket receiver = new Socket(target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)));
        listener.keep(receiver);
        say(client, CONNECTED);
        SocketListener.inBackground("proxy-back", () -> copy(receiver, client));
        copy(client, receiver);
    }

    private static void say(Socket client, String answer) throws IOException {
        client.getOutputStream().write(("HTTP/1.1 " + answer + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One of the two has gone.
        } finally {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Byte by byte: what follows belongs to the receiver. */
    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the client has gone");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1).strip();
    }
}
