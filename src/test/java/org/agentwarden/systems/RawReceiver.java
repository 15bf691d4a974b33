package org.agentwarden.systems;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** A receiver of webhooks that works on bare sockets, so that it can misbehave in every way. Thread-safe. */
public final class RawReceiver implements AutoCloseable {

    public static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    /** What the receiver does with a connection; an {@link IOException} ends it. */
    public interface Behaviour {

        void answer(Conversation conversation) throws IOException;
    }

    /** A request as it came over the wire. */
    public record Received(String requestLine, List<String> headers, String body) {

        /** The value of a header, or an empty text. */
        public String header(String name) {
            String prefix = name + ": ";
            return headers.stream()
                    .filter(header -> header.startsWith(prefix))
                    .map(header -> header.substring(prefix.length()))
                    .findFirst()
                    .orElse("");
        }
    }

    /** The receiver's side of one connection. */
    public record Conversation(Socket socket) {

        /** Sends the text, one byte for each character. */
        public Conversation say(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return this;
        }

        /** Says the text again and again, every 20 ms, until the client hangs up. */
        public void drip(String text) throws IOException {
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

        /** Says the text again and again, as fast as it goes, until the client hangs up. */
        public void pour(String text) throws IOException {
            while (true) {
                say(text);
            }
        }

        /** Says nothing more until the client hangs up. */
        public void hang() throws IOException {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            throw new EOFException();
        }

        /** Neither reads nor says anything until the receiver is closed. */
        public void ignore() throws IOException {
            Awaitility.await().forever().until(socket::isClosed);
            throw new EOFException();
        }

        /** Waits for the beginning of the next request and leaves it unread. */
        public Conversation awaitBytes() throws IOException {
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> socket.getInputStream().available() > 0);
            return this;
        }

        public void close() throws IOException {
            socket.close();
        }

        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    private final SocketListener listener;
    private final Behaviour greeting;
    private final Behaviour behaviour;
    private final int mostConnections;
    private final BlockingQueue<Received> requests = new LinkedBlockingQueue<>();
    private final List<Received> history = new CopyOnWriteArrayList<>();
    private final AtomicInteger hungUp = new AtomicInteger();
    private final AtomicInteger turnedAway = new AtomicInteger();

    /** Does something after each request that it has read. */
    public RawReceiver(Behaviour behaviour) throws IOException {
        this(SocketListener.onLoopback(), conversation -> {}, behaviour, Integer.MAX_VALUE);
    }

    /** The same on a socket of the caller's choice. */
    public RawReceiver(ServerSocket server, Behaviour behaviour) {
        this(new SocketListener(server), conversation -> {}, behaviour, Integer.MAX_VALUE);
    }

    private RawReceiver(SocketListener listener, Behaviour greeting, Behaviour behaviour, int mostConnections) {
        this.listener = listener;
        this.greeting = greeting;
        this.behaviour = behaviour;
        this.mostConnections = mostConnections;
        listener.start("receiver", this::connect);
    }

    public static RawReceiver saying(String answer) throws IOException {
        return new RawReceiver(conversation -> conversation.say(answer));
    }

    /** Does something with each new connection before it reads from it. */
    public static RawReceiver greeting(Behaviour greeting, Behaviour behaviour) throws IOException {
        return new RawReceiver(SocketListener.onLoopback(), greeting, behaviour, Integer.MAX_VALUE);
    }

    /** Resets connections as soon as they are opened when so many are open already. */
    public static RawReceiver allowing(int mostConnections, Behaviour behaviour) throws IOException {
        return new RawReceiver(SocketListener.onLoopback(), conversation -> {}, behaviour, mostConnections);
    }

    public int port() {
        return listener.port();
    }

    public URI url() {
        return url("http", "127.0.0.1");
    }

    public URI url(String scheme, String host) {
        return URI.create(scheme + "://" + host + ":" + port() + "/hook");
    }

    /** The next request that has come, within ten seconds. */
    public Received request() throws InterruptedException {
        Received request = requests.poll(10, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("no request came");
        }
        return request;
    }

    public int unreadRequests() {
        return requests.size();
    }

    /** All requests that were read to their end. */
    public List<Received> history() {
        return List.copyOf(history);
    }

    /** How many connections there have been, without those that were turned away. */
    public int connections() {
        return listener.kept().size();
    }

    /** How many connections were reset because too many were open. */
    public int turnedAway() {
        return turnedAway.get();
    }

    /** How many connections have ended by the client, or by an {@link IOException} of the behaviour. */
    public int hungUp() {
        return hungUp.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void connect(Socket socket) throws IOException {
        if (listener.kept().stream().filter(open -> !open.isClosed()).count() >= mostConnections) {
            new Conversation(socket).reset();
            turnedAway.incrementAndGet();
        } else {
            listener.keep(socket);
            SocketListener.inBackground("receiver-connection", () -> serve(socket));
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Conversation conversation = new Conversation(socket);
            greeting.answer(conversation);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (true) {
                Received request = read(in);
                requests.add(request);
                history.add(request);
                behaviour.answer(conversation);
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
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException();
        }
        return new Received(requestLine, headers, new String(body, StandardCharsets.UTF_8));
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
}
