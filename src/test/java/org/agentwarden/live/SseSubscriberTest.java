package org.agentwarden.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SseSubscriberTest {

    private static final Instant OPENED = Instant.parse("2026-11-25T10:00:00Z");

    private final RecordedStream stream = new RecordedStream();

    private SseSubscriber watcher(Optional<TopicVersions> known) {
        return new SseSubscriber("organization", "user", stream, stream, known, OPENED);
    }

    @Test
    void aNewPageIsToldWhereItBeginsAndThenWhatChanges() {
        SseSubscriber watcher = watcher(Optional.empty());
        watcher.greet();
        watcher.tell(new TopicVersions(3, 8), OPENED.plusSeconds(1));
        assertThat(stream.news()).containsExactly(":welcome", "hello 3.8");

        watcher.tell(new TopicVersions(3, 8), OPENED.plusSeconds(2));
        assertThat(stream.news()).isEmpty();

        watcher.tell(new TopicVersions(5, 8), OPENED.plusSeconds(3));
        assertThat(stream.news()).containsExactly("approvals 5.8");

        watcher.tell(new TopicVersions(6, 9), OPENED.plusSeconds(4));
        assertThat(stream.news()).containsExactly("approvals 6.9", "deliveries 6.9");
    }

    @Test
    void whoeverComesBackIsToldWhatTheyMissed() {
        SseSubscriber watcher = watcher(Optional.of(new TopicVersions(3, 8)));

        watcher.tell(new TopicVersions(3, 9), OPENED);

        assertThat(stream.news()).containsExactly("deliveries 3.9");
    }

    @Test
    void whenNothingHappensTheConnectionIsProved() {
        SseSubscriber watcher = watcher(Optional.of(TopicVersions.NONE));

        watcher.tell(TopicVersions.NONE, OPENED.plusSeconds(14));
        assertThat(stream.news()).isEmpty();
        watcher.tell(TopicVersions.NONE, OPENED.plusSeconds(15));
        assertThat(stream.news()).containsExactly(":still here");
        watcher.tell(TopicVersions.NONE, OPENED.plusSeconds(29));
        assertThat(stream.news()).isEmpty();
    }

    @Test
    void aStreamEndsAfterAMinuteSoThatTheNextOneIsAuthenticated() {
        SseSubscriber watcher = watcher(Optional.of(TopicVersions.NONE));

        watcher.tell(TopicVersions.NONE, OPENED.plusSeconds(59));
        assertThat(watcher.isGone()).isFalse();
        watcher.tell(TopicVersions.NONE, OPENED.plusSeconds(60));
        assertThat(watcher.isGone()).isTrue();
    }
}
