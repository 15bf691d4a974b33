package org.agentwarden.webhooks.deliveries;

import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Primary key of {@link Attempt}, for the persistence provider. */
final class AttemptKey implements Serializable {

    private static final long serialVersionUID = 1;

    private @Nullable String deliveryId;
    private int attempt;

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AttemptKey key && attempt == key.attempt && Objects.equals(deliveryId, key.deliveryId);
    }

    @Override
    public int hashCode() {
        return Objects.hash(deliveryId, attempt);
    }
}
