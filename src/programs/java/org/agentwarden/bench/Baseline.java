package org.agentwarden.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** R, the yardstick: the JDK's own HTTP client posting one body to the sink, with nothing stored and nothing signed. */
final class Baseline {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpRequest request;
    private final int concurrency;

    Baseline(URI sink, byte[] body, int concurrency) {
        this.request = HttpRequest.newBuilder(sink)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        this.concurrency = concurrency;
    }

    /** Posts for that long and returns the answered requests per second. */
    double run(Duration time) {
        AtomicLong answered = new AtomicLong();
        long start = System.nanoTime();
        Workers.run(concurrency, () -> {
            while (System.nanoTime() - start < time.toNanos()) {
                if (isAnswered()) {
                    answered.incrementAndGet();
                }
            }
        });
        return answered.get() / ((System.nanoTime() - start) / 1e9);
    }

    /** The JDK's client now and then takes a connection from its pool that is just ending; that request does not count. */
    private boolean isAnswered() {
        try {
            int status = client.send(request, BodyHandlers.discarding()).statusCode();
            if (status != 200) {
                throw new BenchFailed("The sink answered " + status);
            }
            return true;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
