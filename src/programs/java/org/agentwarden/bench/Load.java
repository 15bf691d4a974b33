package org.agentwarden.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.Api;

/** Clients that call the server, each in its turn; every call has the next number. */
final class Load {

    /** Enough to keep to a timetable through a stall of some hundred milliseconds. */
    private static final int STEADY_CONCURRENCY = 64;

    private static final int OK = 200;

    private static final String REPORT = "{\"agent_id\":\"%s\",\"action\":\"stripe.refund\",\"status\":\"failed\","
            + "\"context\":{\"" + Sequence.MEMBER + "\":%d,\"amount\":500.00,\"currency\":\"eur\","
            + "\"customer_id\":\"cus_9s6XKzkNRiz8i3\",\"error\":\"card_declined: the issuer refused the refund\"}}";
    private static final String CHECK = "{\"agent_id\":\"%s\",\"action\":\"crm.read\","
            + "\"context\":{\"call\":%d,\"customer_id\":\"cus_9s6XKzkNRiz8i3\"}}";

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final int callers;
    private final Sender sender;
    private final AtomicInteger sequences = new AtomicInteger();

    /** Makes one request. */
    @FunctionalInterface
    private interface Sender {

        /** Makes the calls of so many numbers in one request. @return whether they were accepted */
        boolean send(int first, int count);
    }

    private Load(int callers, Sender sender) {
        this.callers = callers;
        this.sender = sender;
    }

    /** Reports of failed actions, to all nodes in turn; each raises one event for the company of its agent. */
    static Load reports(List<URI> nodes, List<Agent> agents) {
        List<URI> targets = nodes.stream().map(node -> node.resolve("/sdk/log")).toList();
        return new Load(agents.size(), (first, count) -> {
            Agent agent = agents.get(first % agents.size());
            String body = count == 1 ? report(agent.id(), first) : reports(agent, first, count);
            return isAccepted(post(targets.get(first % targets.size()), body, agent));
        });
    }

    /** The body of a report: some 250 bytes. */
    static String report(String agent, int sequence) {
        return REPORT.formatted(agent, sequence);
    }

    /** Events for a server that takes each in a request of its own. */
    static Load events(IntFunction<HttpRequest> request, Predicate<HttpResponse<String>> isAccepted) {
        return new Load(
                1, (sequence, count) -> isAccepted(request.apply(sequence), BodyHandlers.ofString(), isAccepted));
    }

    private static String reports(Agent agent, int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(sequence -> report(agent.id(), sequence))
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** Questions whether {@code crm.read} is allowed; they raise no event when it is. */
    static Load checks(URI server, Agent agent) {
        URI target = server.resolve("/sdk/check");
        return new Load(1, (sequence, count) -> isAccepted(post(target, CHECK.formatted(agent.id(), sequence), agent)));
    }

    /** Reads these paths in turn. */
    static Load reads(Api reader, List<String> paths) {
        return new Load(
                1,
                (sequence, count) ->
                        reader.get(paths.get(sequence % paths.size())).status() == OK);
    }

    /**
     * One call, in microseconds of the machine's clock.
     *
     * @param dueMicros when it was to be sent, however late it was
     * @param answeredMicros when the answer was there
     * @param accepted whether the answer was 200, or what another server answers in its place
     */
    record Call(int sequence, long dueMicros, long answeredMicros, boolean accepted) {}

    /** Calls as fast as the server answers, for a time. */
    List<Call> saturate(int concurrency, Duration time) {
        return saturate(concurrency, 1, time);
    }

    /** Makes so many calls in each request, as fast as the server answers, for a time. */
    List<Call> saturate(int concurrency, int callsPerRequest, Duration time) {
        long end = MachineClock.micros() + TimeUnit.NANOSECONDS.toMicros(time.toNanos());
        Collection<Call> calls = new ConcurrentLinkedQueue<>();
        Workers.run(concurrency, () -> {
            for (long now = MachineClock.micros(); now < end; now = MachineClock.micros()) {
                calls.addAll(request(now, callsPerRequest));
            }
        });
        return new ArrayList<>(calls);
    }

    /** Calls so many times, as fast as the server answers. */
    List<Call> saturate(int concurrency, int count) {
        AtomicInteger left = new AtomicInteger(count);
        Collection<Call> calls = new ConcurrentLinkedQueue<>();
        Workers.run(concurrency, () -> {
            while (left.getAndDecrement() > 0) {
                calls.add(call(MachineClock.micros()));
            }
        });
        return new ArrayList<>(calls);
    }

    /**
     * Calls by a timetable that does not wait for a slow server: what is sent late counts from the time when it was due,
     * so the time that a stall costs everybody behind it is not omitted.
     */
    List<Call> steadily(double perSecond, Duration time) {
        int count = (int) (perSecond * time.toMillis() / 1000);
        long start = MachineClock.micros();
        AtomicInteger turns = new AtomicInteger();
        Collection<Call> calls = new ConcurrentLinkedQueue<>();
        Workers.run(STEADY_CONCURRENCY, () -> {
            for (int turn = turns.getAndIncrement(); turn < count; turn = turns.getAndIncrement()) {
                long due = start + (long) (turn * 1e6 / perSecond);
                awaitTime(due);
                calls.add(call(due));
            }
        });
        return new ArrayList<>(calls);
    }

    /** Which of the agents made a call. */
    int agentOf(int sequence) {
        return sequence % callers;
    }

    private static void awaitTime(long micros) {
        for (long left = micros - MachineClock.micros(); left > 0; left = micros - MachineClock.micros()) {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(left));
        }
    }

    private Call call(long dueMicros) {
        return request(dueMicros, 1).get(0);
    }

    private List<Call> request(long dueMicros, int count) {
        int first = sequences.getAndAdd(count);
        boolean accepted = sender.send(first, count);
        long answered = MachineClock.micros();
        return IntStream.range(first, first + count)
                .mapToObj(sequence -> new Call(sequence, dueMicros, answered, accepted))
                .toList();
    }

    private static HttpRequest post(URI target, String body, Agent agent) {
        return HttpRequest.newBuilder(target)
                .header("Content-Type", "application/json")
                .header("X-API-Key", agent.apiKey())
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private static boolean isAccepted(HttpRequest request) {
        return isAccepted(request, BodyHandlers.discarding(), answer -> answer.statusCode() == OK);
    }

    private static <T> boolean isAccepted(
            HttpRequest request, HttpResponse.BodyHandler<T> body, Predicate<HttpResponse<T>> isAccepted) {
        try {
            return isAccepted.test(CLIENT.send(request, body));
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
