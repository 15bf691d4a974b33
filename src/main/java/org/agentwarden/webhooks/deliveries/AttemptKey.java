package org.agentwarden.webhooks.deliveries;

import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A delivery's attempts are numbered through; the persistence provider fills and compares this key. */
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
