package com.example.workflow;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.agentwarden.actions.ActionBlocked;
import org.agentwarden.actions.ActionFailed;
import org.agentwarden.approvals.ApprovalDecided;
import org.agentwarden.approvals.ApprovalRequested;
import org.agentwarden.approvals.ApprovalStatus;

/** Purchase orders that a human releases. Every method is one transaction, and the webhooks are part of it. */
@Stateless
public class PurchaseWorkflow {

    private static final String AGENT = "purchasing";
    private static final String ACTION = "purchase.order";
    private static final BigDecimal BUDGET = new BigDecimal("10000.00");

    @Inject
    private Event<ApprovalRequested> requested;

    @Inject
    private Event<ApprovalDecided> decided;

    @Inject
    private Event<ActionBlocked> blocked;

    @Inject
    private Event<ActionFailed> failed;

    /**
     * Asks for the release of an order.
     *
     * @return the id under which it is released later
     * @throws BudgetExceeded when there is no money for it; nobody is told then
     */
    public String submit(String organizationId, PurchaseOrder order) throws BudgetExceeded {
        String approvalId = newId();
        requested.fire(new ApprovalRequested(
                organizationId, approvalId, AGENT, ACTION, order.context(), "A buyer must release it", Instant.now()));
        reserveBudget(order);
        return approvalId;
    }

    private void reserveBudget(PurchaseOrder order) throws BudgetExceeded {
        if (order.amount().compareTo(BUDGET) > 0) {
            throw new BudgetExceeded(order);
        }
    }

    public void release(String organizationId, String approvalId, PurchaseOrder order, String buyer) {
        decided.fire(new ApprovalDecided(
                organizationId,
                approvalId,
                AGENT,
                ACTION,
                order.context(),
                ApprovalStatus.APPROVED,
                Optional.of(buyer),
                Optional.empty(),
                Instant.now()));
    }

    public void refuse(String organizationId, PurchaseOrder order, String reason) {
        blocked.fire(new ActionBlocked(organizationId, newId(), AGENT, ACTION, order.context(), reason, Instant.now()));
    }

    public void reportFailure(String organizationId, PurchaseOrder order) {
        failed.fire(new ActionFailed(
                organizationId, newId(), AGENT, ACTION, order.context(), Optional.empty(), Instant.now()));
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }
}
