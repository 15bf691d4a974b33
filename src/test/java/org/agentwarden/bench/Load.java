package org.agentwarden.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.agentwarden.systems.Agent;

/** An agent that reports failed actions to {@code /sdk/log}; each report raises one event. */
final class Load {

    private static final String REPORT = "{\"agent_id\":\"%s\",\"action\":\"stripe.refund\",\"status\":\"failed\","
            + "\"context\":{\"" + Sequence.MEMBER + "\":%d,\"amount\":500.00,\"currency\":\"eur\","
            + "\"customer_id\":\"cus_9s6XKzkNRiz8i3\",\"error\":\"card_declined: the issuer refused the refund\"}}";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI target;
    private final Agent agent;
    private final AtomicInteger sequences = new AtomicInteger();

    Load(URI server, Agent agent) {
        this.target = server.resolve("/sdk/log");
        this.agent = agent;
    }

    /**
     * One report, in microseconds of the machine's clock.
     *
     * @param scheduledMicros when it was to be sent, however late it was
     * @param answeredMicros when the answer was there
     * @param accepted whether the answer was 200
     */
    record Report(int sequence, long scheduledMicros, long answeredMicros, boolean accepted) {}

    /** Reports as fast as the server answers, for a time. */
    List<Report> saturate(int concurrency, Duration time) {
        long end = MachineClock.micros() + TimeUnit.NANOSECONDS.toMicros(time.toNanos());
        Collection<Report> reports = new ConcurrentLinkedQueue<>();
        Workers.run(concurrency, () -> {
            for (long now = MachineClock.micros(); now < end; now = MachineClock.micros()) {
                reports.add(report(now));
            }
        });
        return new ArrayList<>(reports);
    }

    /** Reports so many times as fast as the server answers. */
    List<Report> saturate(int concurrency, int count) {
        AtomicInteger left = new AtomicInteger(count);
        Collection<Report> reports = new ConcurrentLinkedQueue<>();
        Workers.run(concurrency, () -> {
            while (left.getAndDecrement() > 0) {
                reports.add(report(MachineClock.micros()));
            }
        });
        return new ArrayList<>(reports);
    }

    /**
     * Reports by a timetable that does not wait for a slow server: what is sent late counts from the time when it was
     * due, so the time that a stall costs everybody behind it is not omitted.
     */
    List<Report> steadily(int concurrency, double perSecond, Duration time) {
        int count = (int) (perSecond * time.toMillis() / 1000);
        long start = MachineClock.micros();
        AtomicInteger turns = new AtomicInteger();
        Collection<Report> reports = new ConcurrentLinkedQueue<>();
        Workers.run(concurrency, () -> {
            for (int turn = turns.getAndIncrement(); turn < count; turn = turns.getAndIncrement()) {
                long due = start + (long) (turn * 1e6 / perSecond);
                awaitTime(due);
                reports.add(report(due));
            }
        });
        return new ArrayList<>(reports);
    }

    private static void awaitTime(long micros) {
        for (long left = micros - MachineClock.micros(); left > 0; left = micros - MachineClock.micros()) {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(left));
        }
    }

    private Report report(long scheduledMicros) {
        int sequence = sequences.getAndIncrement();
        HttpRequest request = HttpRequest.newBuilder(target)
                .header("Content-Type", "application/json")
                .header("X-API-Key", agent.apiKey())
                .POST(BodyPublishers.ofString(REPORT.formatted(agent.id(), sequence)))
                .build();
        boolean accepted = isAccepted(request);
        return new Report(sequence, scheduledMicros, MachineClock.micros(), accepted);
    }

    private boolean isAccepted(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
