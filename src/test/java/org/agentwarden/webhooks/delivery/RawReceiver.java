package org.agentwarden.webhooks.delivery;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A receiver of webhooks that works on bare sockets, so that it can misbehave in every way. */
final class RawReceiver implements AutoCloseable {

    static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    /** What the receiver does after it has read a request. */
    interface Behaviour {

        void answer(Conversation conversation) throws IOException;
    }

    /** A request as it came over the wire. */
    record Received(String requestLine, List<String> headers, String body) {}

    /** The receiver's side of one connection. */
    record Conversation(Socket socket) {

        Conversation say(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return this;
        }

        /** Says the text again and again, every 20 ms, until the client hangs up. */
        void drip(String text) throws IOException {
            socket.setSoTimeout(20);
            while (true) {
                try {
                    if (socket.getInputStream().read() < 0) {
                        throw new EOFException();
                    }
                } catch (SocketTimeoutException e) {
                    say(text);
                }
            }
        }

        /** Says nothing more until the client hangs up. */
        void hang() throws IOException {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            throw new EOFException();
        }

        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    private final ServerSocket server;
    private final Behaviour behaviour;
    private final BlockingQueue<Received> requests = new LinkedBlockingQueue<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger hungUp = new AtomicInteger();

    RawReceiver(Behaviour behaviour) throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), behaviour);
    }

    RawReceiver(ServerSocket server, Behaviour behaviour) {
        this.server = server;
        this.behaviour = behaviour;
        start("receiver", this::accept);
    }

    static RawReceiver saying(String answer) throws IOException {
        return new RawReceiver(conversation -> conversation.say(answer));
    }

    int port() {
        return server.getLocalPort();
    }

    URI url() {
        return url("http", "127.0.0.1");
    }

    URI url(String scheme, String host) {
        return URI.create(scheme + "://" + host + ":" + port() + "/hook");
    }

    /** The next request that has come, within ten seconds. */
    Received request() throws InterruptedException {
        Received request = requests.poll(10, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("no request came");
        }
        return request;
    }

    int unreadRequests() {
        return requests.size();
    }

    int connections() {
        return sockets.size();
    }

    /** How many connections the client has closed. */
    int hungUp() {
        return hungUp.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                start("receiver-connection", () -> serve(socket));
            }
        } catch (IOException e) {
            if (!server.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (true) {
                requests.add(read(in));
                behaviour.answer(new Conversation(socket));
            }
        } catch (IOException e) {
            hungUp.incrementAndGet();
        }
    }

    private static Received read(InputStream in) throws IOException {
        String requestLine = line(in);
        List<String> headers = new ArrayList<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            headers.add(header);
        }
        int length = headers.stream()
                .filter(header -> header.startsWith("Content-Length: "))
                .mapToInt(header -> Integer.parseInt(header.substring("Content-Length: ".length())))
                .findFirst()
                .orElse(0);
        return new Received(requestLine, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException();
            }
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
