package org.agentwarden.architecture.planted.approvals;

import jakarta.json.JsonNumber;
import java.math.BigDecimal;

/** Reads a number that a caller may have written with a million digits. */
public final class ExactAmount {

    public BigDecimal of(JsonNumber amount) {
        return amount.bigDecimalValue();
    }
}
