package org.agentwarden.systems;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** An open page's stream of server-sent events. Thread-safe. */
public final class EventStream implements AutoCloseable {

    private static final Duration PATIENCE = LoadFactor.scale(Duration.ofSeconds(20));

    private final Stream<String> body;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private EventStream(Stream<String> body) {
        this.body = body;
        Thread reader = new Thread(this::read, "event-stream");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Opens it with a bearer token.
     *
     * @param lastEventId what was heard last, or empty
     */
    public static EventStream open(URI base, String token, String lastEventId) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + "/api/events"))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "text/event-stream");
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        try {
            HttpResponse<Stream<String>> response =
                    HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofLines());
            if (response.statusCode() != 200) {
                throw new IllegalStateException("The stream was answered with " + response.statusCode());
            }
            return new EventStream(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        try {
            body.forEach(lines::add);
        } catch (UncheckedIOException e) {
            // It was closed.
        }
    }

    /** The names of the events so far. */
    public List<String> events() {
        return values("event:");
    }

    /** The id of the last event. */
    public String lastEventId() {
        List<String> ids = values("id:");
        return ids.get(ids.size() - 1);
    }

    /** Waits until an event of the name has come so often, at most 20 s. */
    public void await(String event, int count) {
        Awaitility.await("event " + event)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> events().stream().filter(event::equals).count() >= count);
    }

    private List<String> values(String prefix) {
        return lines.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()).strip())
                .toList();
    }

    @Override
    public void close() {
        body.close();
    }
}
