package com.example.workflow;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.math.BigDecimal;

/** What a buyer wants to order, in euros. */
public record PurchaseOrder(String number, String supplier, BigDecimal amount) {

    JsonObject context() {
        return Json.createObjectBuilder()
                .add("order", number)
                .add("supplier", supplier)
                .add("amount", amount)
                .build();
    }
}
