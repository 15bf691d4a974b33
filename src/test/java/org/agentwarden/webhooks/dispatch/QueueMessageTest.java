package org.agentwarden.webhooks.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class QueueMessageTest {

    private static final List<String> IDS = List.of("0195402e-6f70-7cc8-b5e2-3f1d2c4b5a69", "delivery-2");

    @Test
    void eachDeliveryIsALineOfTheText() {
        assertThat(new QueueMessage(IDS, 0).text()).isEqualTo("0195402e-6f70-7cc8-b5e2-3f1d2c4b5a69\ndelivery-2");
    }

    @Test
    void linesThatNoServerOfOursHasWrittenAreLeftOut() {
        assertThat(QueueMessage.idsIn("delivery-2\n\n@\na b\n'; drop table\n" + "x".repeat(65)))
                .containsExactly("delivery-2");
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        assertThat(QueueMessage.idsIn(new QueueMessage(IDS, 0).text())).isEqualTo(IDS);
    }

    @Test
    void aMessageThatNoNodeHasRoomForComesLessAndLessOften() {
        Stream<Duration> delays = Stream.iterate(new QueueMessage(IDS, 0), message -> message.returned(IDS))
                .map(QueueMessage::delay);

        assertThat(delays.limit(9).map(Duration::toSeconds))
                .containsExactly(5L, 10L, 20L, 40L, 80L, 160L, 300L, 300L, 300L);
    }
}
