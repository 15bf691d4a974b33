package org.agentwarden.webhooks.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.agentwarden.webhooks.outbox.Ticket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueuedTicketTest {

    @Test
    void aTicketIsWrittenAsDeliveryAndClaim() {
        assertThat(QueuedTicket.write(new Ticket("0195402e-6f70-7cc8-b5e2-3f1d2c4b5a69", 12, Instant.EPOCH)))
                .isEqualTo("0195402e-6f70-7cc8-b5e2-3f1d2c4b5a69#12");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 999_999_999_999_999_999L})
    void whatIsWrittenIsReadAgain(long claimNumber) {
        String text = QueuedTicket.write(new Ticket("delivery", claimNumber, Instant.EPOCH));
        assertThat(QueuedTicket.read(text)).contains(new QueuedTicket("delivery", claimNumber));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "#",
                "delivery",
                "delivery#",
                "#1",
                "delivery#x",
                "delivery#1x",
                "delivery# 1",
                "delivery#+1",
                "delivery#-1",
                "delivery#1#2",
                "delivery##1",
                "delivery#1.0",
                "delivery#99999999999999999999",
                "delivery#\u0661"
            })
    void aTextThatNobodyOfOursHasWrittenIsNone(String text) {
        assertThat(QueuedTicket.read(text)).isEmpty();
    }
}
