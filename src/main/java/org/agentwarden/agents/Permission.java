package org.agentwarden.agents;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.agentwarden.changes.FieldChanges;
import org.agentwarden.changes.Subject;
import org.agentwarden.platform.Ids;
import org.agentwarden.platform.Listable;
import org.agentwarden.platform.json.JsonBuilder;
import org.jspecify.annotations.Nullable;

/** Allows an agent one action, or with a trailing {@code *} every action with that prefix. */
@Entity
@Table(name = "permissions")
@NamedQuery(
        name = "Permission.ofAgent",
        query = "select p from Permission p where p.agentId = :agent order by p.createdAt desc, p.id desc")
@NamedQuery(name = "Permission.agentId", query = "select p.agentId from Permission p where p.id = :id")
@NamedQuery(name = "Permission.deleteOfAgent", query = "delete from Permission p where p.agentId = :agent")
public class Permission implements Listable {

    private static final String WILDCARD = "*";

    @Id
    private String id;

    @Column(name = "organization_id")
    private String organizationId;

    @Column(name = "agent_id")
    private String agentId;

    private String action;

    @Column(name = "max_amount")
    private @Nullable BigDecimal maxAmount;

    @Column(name = "requires_approval")
    private boolean requiresApproval;

    @Enumerated(EnumType.STRING)
    @Column(name = "on_approval")
    private OnApproval onApproval;

    @Column(name = "approval_validity")
    private @Nullable Integer approvalValiditySeconds;

    @Column(name = "approval_uses")
    private int approvalUses;

    @Column(name = "created_at")
    private Instant createdAt;

    protected Permission() {}

    Permission(
            String organizationId,
            String agentId,
            Action action,
            @Nullable BigDecimal maxAmount,
            boolean requiresApproval,
            ApprovalTerms terms,
            Instant createdAt) {
        this.id = Ids.random();
        this.organizationId = organizationId;
        this.agentId = agentId;
        this.action = action.sent();
        this.maxAmount = maxAmount;
        this.requiresApproval = requiresApproval;
        this.createdAt = createdAt;
        askOn(terms);
    }

    boolean covers(Action wanted) {
        String covered = action().canonical();
        return covered.endsWith(WILDCARD)
                ? wanted.canonical().startsWith(covered.substring(0, covered.length() - 1))
                : covered.equals(wanted.canonical());
    }

    /** Higher means more specific: an exact name before any wildcard, a longer wildcard before a shorter one. */
    int specificity() {
        String covered = action().canonical();
        return covered.endsWith(WILDCARD) ? covered.length() : Integer.MAX_VALUE;
    }

    void permit(Action newAction) {
        this.action = newAction.sent();
    }

    void limit(@Nullable BigDecimal newMaxAmount) {
        this.maxAmount = newMaxAmount;
    }

    void requireApproval(boolean required) {
        this.requiresApproval = required;
    }

    final void askOn(ApprovalTerms terms) {
        this.onApproval = terms.onApproval();
        this.approvalValiditySeconds =
                terms.validity().map(validity -> (int) validity.toSeconds()).orElse(null);
        this.approvalUses = terms.uses();
    }

    Subject subject() {
        return Subject.ofAgent(organizationId, agentId, id);
    }

    FieldChanges members() {
        return FieldChanges.of(JsonBuilder.of()
                .text("action", action)
                .decimal("max_amount", maxAmount)
                .flag("requires_approval", requiresApproval)
                .text("on_approval", onApproval.wireName())
                .number("approval_validity", approvalValiditySeconds)
                .number("approval_uses", approvalUses)
                .build());
    }

    @Override
    public String id() {
        return id;
    }

    public String organizationId() {
        return organizationId;
    }

    public String agentId() {
        return agentId;
    }

    public Action action() {
        return Action.of(action);
    }

    public Optional<BigDecimal> maxAmount() {
        return Optional.ofNullable(maxAmount);
    }

    public boolean requiresApproval() {
        return requiresApproval;
    }

    /** Of the approvals that it asks for. */
    public ApprovalTerms terms() {
        return new ApprovalTerms(
                onApproval, Optional.ofNullable(approvalValiditySeconds).map(Duration::ofSeconds), approvalUses);
    }

    @Override
    public Instant createdAt() {
        return createdAt;
    }
}
