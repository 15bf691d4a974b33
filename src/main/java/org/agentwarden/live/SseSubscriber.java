package org.agentwarden.live;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** One open page, and what it has been told. Used by one thread at a time. */
final class SseSubscriber {

    /**
     * After so long the stream ends and the browser opens the next one, which is authenticated like any request: whoever
     * has lost access is not told anything for longer. Until then it can't have been sent more than any socket's buffer
     * takes, so that sending never blocks.
     */
    static final Duration LIFE = Duration.ofSeconds(60);

    static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final long RECONNECT_MILLIS = 1_000;

    private final String organizationId;
    private final String userId;
    private final SseEventSink sink;
    private final Sse sse;
    private final Instant openedAt;
    private Optional<TopicVersions> known;
    private Instant toldAt;

    /** @param known what it was told before it lost its connection */
    SseSubscriber(
            String organizationId,
            String userId,
            SseEventSink sink,
            Sse sse,
            Optional<TopicVersions> known,
            Instant openedAt) {
        this.organizationId = organizationId;
        this.userId = userId;
        this.sink = sink;
        this.sse = sse;
        this.known = known;
        this.openedAt = openedAt;
        this.toldAt = openedAt;
    }

    String organizationId() {
        return organizationId;
    }

    String userId() {
        return userId;
    }

    Instant openedAt() {
        return openedAt;
    }

    boolean isGone() {
        return sink.isClosed();
    }

    /** The first that is sent, so that the browser knows at once that it is connected. */
    void greet() {
        send(sse.newEventBuilder()
                .reconnectDelay(RECONNECT_MILLIS)
                .comment("welcome")
                .build());
    }

    /** Tells which topics have changed; or that the connection stands, or ends it, when it is time to. */
    void tell(TopicVersions now, Instant time) {
        if (known.isEmpty()) {
            sendNews("hello", now, time);
        } else {
            for (Topic topic : Topic.values()) {
                if (known.get().of(topic) != now.of(topic)) {
                    sendNews(topic.wireName(), now, time);
                }
            }
        }
        known = Optional.of(now);
        if (!time.isBefore(openedAt.plus(LIFE))) {
            end();
        } else if (!time.isBefore(toldAt.plus(HEARTBEAT))) {
            toldAt = time;
            send(sse.newEventBuilder().comment("still here").build());
        }
    }

    private void sendNews(String name, TopicVersions now, Instant time) {
        toldAt = time;
        send(sse.newEventBuilder()
                .name(name)
                .id(now.eventId())
                .data(String.class, "{}")
                .build());
    }

    private void send(OutboundSseEvent event) {
        if (sink.isClosed()) {
            return;
        }
        CompletionStage<?> sent = sink.send(event);
        CompletionStage<?> unused = sent.whenComplete((ignored, failure) -> {
            if (failure != null) {
                end();
            }
        });
    }

    void end() {
        if (!sink.isClosed()) {
            try {
                sink.close();
            } catch (RuntimeException e) {
                // The connection is gone already.
            }
        }
    }
}
