package org.agentwarden.webhooks.history;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.agentwarden.webhooks.deliveries.DeliveryStatus;

/** What is sent again. */
public enum ResendKind {
    /** What the receiver does not have. */
    RECOVER,
    /** Everything that is not on its way already. */
    REPLAY;

    Set<DeliveryStatus> statuses() {
        return switch (this) {
            case RECOVER -> EnumSet.of(DeliveryStatus.EXHAUSTED, DeliveryStatus.CANCELLED);
            case REPLAY -> EnumSet.complementOf(EnumSet.of(DeliveryStatus.PENDING));
        };
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
