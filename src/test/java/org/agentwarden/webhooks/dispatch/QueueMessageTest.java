package org.agentwarden.webhooks.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.agentwarden.webhooks.deliveries.DeliveryRef;
import org.junit.jupiter.api.Test;

class QueueMessageTest {

    private static final List<DeliveryRef> DELIVERIES = List.of(
            new DeliveryRef("0195402e-6f70-7cc8-b5e2-3f1d2c4b5a69", "endpoint-1"),
            new DeliveryRef("delivery-2", "endpoint-2"));

    @Test
    void eachDeliveryIsALineOfTheText() {
        assertThat(new QueueMessage(DELIVERIES, 0).text())
                .isEqualTo("0195402e-6f70-7cc8-b5e2-3f1d2c4b5a69 endpoint-1\ndelivery-2 endpoint-2");
    }

    @Test
    void linesThatNoServerOfOursHasWrittenAreLeftOut() {
        String tooLong = "x".repeat(65);

        assertThat(QueueMessage.deliveriesIn(
                        "delivery-2 endpoint-2\ndelivery-3\n\n@ @\na b c\n'; drop table\n" + tooLong + " endpoint-2"))
                .containsExactly(new DeliveryRef("delivery-2", "endpoint-2"));
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        assertThat(QueueMessage.deliveriesIn(new QueueMessage(DELIVERIES, 0).text()))
                .isEqualTo(DELIVERIES);
    }

    @Test
    void aMessageThatNoNodeHasRoomForComesLessAndLessOften() {
        assertThat(returning(9).map(QueueMessage::delay).map(Duration::toSeconds))
                .containsExactly(5L, 10L, 20L, 40L, 80L, 160L, 300L, 300L, 300L);
    }

    @Test
    void halfAMinuteAfterItsFirstReturnAMessageIsReadInSpiteOfABacklog() {
        assertThat(returning(5).map(QueueMessage::looksBehindBacklog)).containsExactly(false, false, false, true, true);
    }

    private static Stream<QueueMessage> returning(int times) {
        return Stream.iterate(new QueueMessage(DELIVERIES, 0), message -> message.returned(DELIVERIES))
                .limit(times);
    }
}
