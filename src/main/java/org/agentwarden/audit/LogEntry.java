package org.agentwarden.audit;

import jakarta.json.JsonObject;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.agentwarden.agents.Action;
import org.agentwarden.approvals.AgentAction;
import org.agentwarden.changes.ManagementChanged;
import org.agentwarden.platform.Ids;
import org.agentwarden.platform.Listable;
import org.agentwarden.platform.json.JsonCodec;
import org.agentwarden.security.Origin;
import org.jspecify.annotations.Nullable;

/** One row of the audit log; never changed. */
@Entity
@Table(name = "log_entries")
public class LogEntry implements Listable {

    @Id
    private String id;

    @Column(name = "organization_id")
    private String organizationId;

    @Enumerated(EnumType.STRING)
    private LogKind kind;

    @Column(name = "agent_id")
    private @Nullable String agentId;

    private String action;

    /** Null when it is the action, as in all rows of management. */
    @Column(name = "canonical_action")
    private @Nullable String canonicalAction;

    @Enumerated(EnumType.STRING)
    private LogStatus status;

    private String context;

    @Column(name = "ip_address")
    private @Nullable String ipAddress;

    @Column(name = "client_address")
    private @Nullable String clientAddress;

    @Column(name = "actor_id")
    private @Nullable String actorId;

    @Column(name = "subject_id")
    private @Nullable String subjectId;

    @Column(name = "action_hash")
    private @Nullable String actionHash;

    @Column(name = "on_behalf_of")
    private @Nullable String onBehalfOf;

    @Column(name = "delegated_by")
    private @Nullable String delegatedBy;

    @Column(name = "permission_id")
    private @Nullable String permissionId;

    @Embedded
    private @Nullable LoggedShadow shadow;

    private @Nullable String comment;

    @Column(name = "created_at")
    private Instant createdAt;

    protected LogEntry() {}

    /** What an agent did or wanted to do. */
    LogEntry(String id, AgentAction done, LogStatus status, Optional<String> ipAddress, Instant createdAt) {
        this.id = id;
        this.organizationId = done.organizationId();
        this.kind = LogKind.AGENT;
        this.agentId = done.agentId();
        this.action = done.action();
        this.canonicalAction = Action.of(action).differentForm().orElse(null);
        this.status = status;
        this.context = JsonCodec.write(done.context());
        this.onBehalfOf = done.onBehalfOf().orElse(null);
        this.delegatedBy = done.delegatedBy().orElse(null);
        this.permissionId = done.permissionId().orElse(null);
        this.shadow = done.shadow().map(LoggedShadow::new).orElse(null);
        this.ipAddress = ipAddress.orElse(null);
        this.createdAt = createdAt;
    }

    /** What was changed in the organization. */
    LogEntry(String id, ManagementChanged change) {
        this.id = id;
        this.organizationId = change.organizationId();
        this.kind = LogKind.MANAGEMENT;
        this.agentId = change.agentId().orElse(null);
        this.action = change.kind().wireName();
        this.status = LogStatus.CHANGED;
        this.context = JsonCodec.write(change.details());
        this.actorId = change.actorId().orElse(null);
        this.clientAddress = change.clientAddress().orElse(null);
        this.subjectId = change.subjectId();
        this.createdAt = change.changedAt();
    }

    /** Of people who sign in. */
    LogEntry(String organizationId, String action, LogStatus status, JsonObject context, Instant createdAt) {
        this.id = Ids.timeOrdered();
        this.organizationId = organizationId;
        this.kind = LogKind.SIGN_IN;
        this.action = action;
        this.status = status;
        this.context = JsonCodec.write(context);
        this.createdAt = createdAt;
    }

    /** Says which approval the row belongs to, and to exactly which action that is bound. */
    LogEntry ofApproval(String approvalId, String boundTo) {
        this.subjectId = approvalId;
        this.actionHash = boundTo;
        return this;
    }

    /** Says in which words a human decided, or why the server did. */
    LogEntry commented(Optional<String> reason) {
        this.comment = reason.orElse(null);
        return this;
    }

    /** Says whom it is about. */
    LogEntry about(Optional<String> subject) {
        this.subjectId = subject.orElse(null);
        return this;
    }

    /** Says who sent the request, and from where. */
    LogEntry from(Origin origin) {
        this.actorId = origin.actorId().orElse(null);
        this.clientAddress = origin.clientAddress().orElse(null);
        return this;
    }

    @Override
    public String id() {
        return id;
    }

    public String organizationId() {
        return organizationId;
    }

    public LogKind kind() {
        return kind;
    }

    /** Empty only in rows of management that concern no agent. */
    public Optional<String> agentId() {
        return Optional.ofNullable(agentId);
    }

    public String action() {
        return action;
    }

    /** What the action is found by; empty when it is the action itself. */
    Optional<String> canonicalAction() {
        return Optional.ofNullable(canonicalAction);
    }

    public LogStatus status() {
        return status;
    }

    /** Exactly as it is stored. */
    String contextText() {
        return context;
    }

    public JsonObject context() {
        return JsonCodec.parseObject(context);
    }

    /** Where the action ran, as the agent says. */
    public Optional<String> ipAddress() {
        return Optional.ofNullable(ipAddress);
    }

    /** Where the request came from, as the server saw it. */
    public Optional<String> clientAddress() {
        return Optional.ofNullable(clientAddress);
    }

    /** The API key that asked or reported, or the user who decided or changed something; empty for the server itself. */
    public Optional<String> actorId() {
        return Optional.ofNullable(actorId);
    }

    /** The approval that was asked for or decided, or what was changed. */
    public Optional<String> subjectId() {
        return Optional.ofNullable(subjectId);
    }

    /** Of the action that a human was asked about, as {@link org.agentwarden.approvals.ApprovalRequested} tells it. */
    public Optional<String> actionHash() {
        return Optional.ofNullable(actionHash);
    }

    /** The person for whom the agent acted. */
    public Optional<String> onBehalfOf() {
        return Optional.ofNullable(onBehalfOf);
    }

    /** The user who was away, and in whose place the actor decided. */
    public Optional<String> delegatedBy() {
        return Optional.ofNullable(delegatedBy);
    }

    /** The permission that decided the check. */
    public Optional<String> permissionId() {
        return Optional.ofNullable(permissionId);
    }

    /** Empty when the permissions in shadow would have changed nothing. */
    public Optional<LoggedShadow> shadow() {
        return Optional.ofNullable(shadow);
    }

    /** What the human said to the decision. */
    public Optional<String> comment() {
        return Optional.ofNullable(comment);
    }

    @Override
    public Instant createdAt() {
        return createdAt;
    }
}
