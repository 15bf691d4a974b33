package com.example.workflow;

import jakarta.ejb.ApplicationException;

/** The order costs more than the department has left. Without {@code rollback = true} the events would be sent. */
@ApplicationException(rollback = true)
public class BudgetExceeded extends Exception {

    private static final long serialVersionUID = 1L;

    public BudgetExceeded(PurchaseOrder order) {
        super("No budget for order " + order.number());
    }
}
