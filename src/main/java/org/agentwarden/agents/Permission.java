package org.agentwarden.agents;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.agentwarden.changes.Members;
import org.agentwarden.changes.Subject;
import org.agentwarden.platform.Dated;
import org.agentwarden.platform.Ids;
import org.agentwarden.platform.json.JsonView;
import org.jspecify.annotations.Nullable;

/** That an agent may do an action, or with a trailing {@code *} every action that begins so. */
@Entity
@Table(name = "permissions")
@NamedQuery(
        name = "Permission.ofAgent",
        query = "select p from Permission p where p.agentId = :agent order by p.createdAt desc, p.id desc")
@NamedQuery(name = "Permission.deleteOfAgent", query = "delete from Permission p where p.agentId = :agent")
public class Permission implements Dated {

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

    @Column(name = "created_at")
    private Instant createdAt;

    protected Permission() {}

    Permission(
            String organizationId,
            String agentId,
            String action,
            @Nullable BigDecimal maxAmount,
            boolean requiresApproval,
            Instant createdAt) {
        this.id = Ids.random();
        this.organizationId = organizationId;
        this.agentId = agentId;
        this.action = action;
        this.maxAmount = maxAmount;
        this.requiresApproval = requiresApproval;
        this.createdAt = createdAt;
    }

    boolean covers(String wanted) {
        return action.endsWith(WILDCARD)
                ? wanted.startsWith(action.substring(0, action.length() - 1))
                : action.equals(wanted);
    }

    /** Higher means more specific: an exact name before any wildcard, a longer wildcard before a shorter one. */
    int specificity() {
        return action.endsWith(WILDCARD) ? action.length() : Integer.MAX_VALUE;
    }

    void permit(String newAction) {
        this.action = newAction;
    }

    void limit(@Nullable BigDecimal newMaxAmount) {
        this.maxAmount = newMaxAmount;
    }

    void requireApproval(boolean required) {
        this.requiresApproval = required;
    }

    Subject subject() {
        return Subject.ofAgent(organizationId, agentId, id);
    }

    Members members() {
        return Members.of(JsonView.of()
                .text("action", action)
                .decimal("max_amount", maxAmount)
                .flag("requires_approval", requiresApproval)
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

    public String action() {
        return action;
    }

    public Optional<BigDecimal> maxAmount() {
        return Optional.ofNullable(maxAmount);
    }

    public boolean requiresApproval() {
        return requiresApproval;
    }

    @Override
    public Instant createdAt() {
        return createdAt;
    }
}
