package org.agentwarden.webhooks.history;

import java.util.EnumSet;
import java.util.Set;
import org.agentwarden.settings.WireNamed;
import org.agentwarden.webhooks.deliveries.DeliveryStatus;

/** What is sent again. */
public enum ResendKind implements WireNamed {
    /** All that the receiver does not have. */
    RECOVER,
    /** All that is not pending. */
    REPLAY;

    Set<DeliveryStatus> statuses() {
        return switch (this) {
            case RECOVER -> EnumSet.of(DeliveryStatus.EXHAUSTED, DeliveryStatus.CANCELLED);
            case REPLAY -> EnumSet.complementOf(EnumSet.of(DeliveryStatus.PENDING));
        };
    }
}
