package org.agentwarden.live;

import jakarta.ws.rs.core.GenericType;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseBroadcaster;
import jakarta.ws.rs.sse.SseEventSink;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A stream that goes nowhere and remembers what was sent: names of events, and comments after a colon. */
final class RecordedStream implements SseEventSink, Sse {

    private final List<String> sent = new ArrayList<>();
    private boolean closed;

    /** What was sent since it was last asked. */
    List<String> news() {
        List<String> news = List.copyOf(sent);
        sent.clear();
        return news;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public CompletionStage<?> send(OutboundSseEvent event) {
        sent.add(event.getName() == null ? ":" + event.getComment() : event.getName() + " " + event.getId());
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public OutboundSseEvent.Builder newEventBuilder() {
        return new Event();
    }

    @Override
    public SseBroadcaster newBroadcaster() {
        throw new UnsupportedOperationException();
    }

    private static final class Event implements OutboundSseEvent, OutboundSseEvent.Builder {

        private String name;
        private String id;
        private String comment;
        private Object data;

        @Override
        public Builder id(String newId) {
            id = newId;
            return this;
        }

        @Override
        public Builder name(String newName) {
            name = newName;
            return this;
        }

        @Override
        public Builder reconnectDelay(long milliseconds) {
            return this;
        }

        @Override
        public Builder mediaType(MediaType type) {
            return this;
        }

        @Override
        public Builder comment(String text) {
            comment = text;
            return this;
        }

        @Override
        @SuppressWarnings("rawtypes")
        public Builder data(Class type, Object value) {
            data = value;
            return this;
        }

        @Override
        @SuppressWarnings("rawtypes")
        public Builder data(GenericType type, Object value) {
            data = value;
            return this;
        }

        @Override
        public Builder data(Object value) {
            data = value;
            return this;
        }

        @Override
        public OutboundSseEvent build() {
            return this;
        }

        @Override
        public Class<?> getType() {
            return String.class;
        }

        @Override
        public Type getGenericType() {
            return String.class;
        }

        @Override
        public MediaType getMediaType() {
            return MediaType.TEXT_PLAIN_TYPE;
        }

        @Override
        public Object getData() {
            return data;
        }

        @Override
        public String getId() {
            return id;
        }

        @Override
        public String getName() {
            return name;
        }

        @Override
        public String getComment() {
            return comment;
        }

        @Override
        public long getReconnectDelay() {
            return RECONNECT_NOT_SET;
        }

        @Override
        public boolean isReconnectDelaySet() {
            return false;
        }
    }
}
