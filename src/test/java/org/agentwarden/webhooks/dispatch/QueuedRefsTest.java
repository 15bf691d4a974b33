package org.agentwarden.webhooks.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.agentwarden.webhooks.deliveries.DeliveryRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueuedRefsTest {

    private static final DeliveryRef FIRST = new DeliveryRef(
            "0195402e-6f70-7cc8-b5e2-3f1d2c4b5a69", "7c8a9f0e-1d2c-4b5a-8e6f-0a1b2c3d4e5f", Instant.EPOCH);
    private static final DeliveryRef SECOND = new DeliveryRef("delivery", "endpoint", Instant.EPOCH);

    @Test
    void eachTicketIsALineOfDeliveryAndEndpoint() {
        assertThat(QueuedRefs.write(List.of(FIRST, SECOND)))
                .isEqualTo("0195402e-6f70-7cc8-b5e2-3f1d2c4b5a69@7c8a9f0e-1d2c-4b5a-8e6f-0a1b2c3d4e5f\n"
                        + "delivery@endpoint");
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        assertThat(QueuedRefs.read(QueuedRefs.write(List.of(FIRST, SECOND)))).containsExactly(FIRST, SECOND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "@", "delivery", "delivery@", "@endpoint", "delivery@end point", "a@b@c", "delivery#1"})
    void aLineThatNobodyOfOursHasWrittenIsLeftOut(String line) {
        assertThat(QueuedRefs.read(line)).isEmpty();
        assertThat(QueuedRefs.read(line + "\ndelivery@endpoint")).containsExactly(SECOND);
    }
}
