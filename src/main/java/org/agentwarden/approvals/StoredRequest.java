package org.agentwarden.approvals;

import jakarta.json.JsonObject;
import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.agentwarden.agents.Action;
import org.agentwarden.agents.EditableMembers;
import org.agentwarden.agents.RequestedAction;
import org.agentwarden.platform.Listable;
import org.agentwarden.platform.json.JsonCodec;
import org.jspecify.annotations.Nullable;

/** What an agent asks a human about, as it is stored; never changed, but that whoever approves may lower numbers. */
@MappedSuperclass
public abstract class StoredRequest implements Listable {

    @Id
    private String id;

    @Column(name = "organization_id")
    private String organizationId;

    @Column(name = "agent_id")
    private String agentId;

    @Column(name = "agent_name")
    private String agentName;

    private String action;

    /** Null when it is the action. */
    @Column(name = "canonical_action")
    private @Nullable String canonicalAction;

    private String context;

    @Column(name = "on_behalf_of")
    private @Nullable String onBehalfOf;

    @Column(name = "permission_id")
    private @Nullable String permissionId;

    private @Nullable String editable;

    /** Null while it is the context. */
    @Column(name = "original_context")
    private @Nullable String originalContext;

    @Column(name = "created_at")
    private Instant createdAt;

    protected StoredRequest() {}

    StoredRequest(String id, ActionRequest request, Instant createdAt) {
        this.id = id;
        this.organizationId = request.organizationId();
        this.agentId = request.agentId();
        this.agentName = request.agentName();
        this.action = request.action().sent();
        this.canonicalAction = request.action().differentForm().orElse(null);
        this.context = JsonCodec.write(request.requested().context());
        this.onBehalfOf = request.requested().onBehalfOf().orElse(null);
        this.permissionId = request.permissionId().orElse(null);
        this.editable = EditableMembers.write(request.terms().editable());
        this.createdAt = createdAt;
    }

    /** Takes another context from now on, which is what is decided about; false when it is the same. */
    final boolean replaceContext(JsonObject lowered) {
        String text = JsonCodec.write(lowered);
        if (text.equals(context)) {
            return false;
        }
        originalContext = originalContext == null ? context : originalContext;
        context = text;
        return true;
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

    public String agentName() {
        return agentName;
    }

    public Action action() {
        return Action.of(action);
    }

    public JsonObject context() {
        return JsonCodec.parseObject(context);
    }

    /** What the agent asked for, where somebody has lowered it. */
    public Optional<JsonObject> originalContext() {
        return Optional.ofNullable(originalContext).map(JsonCodec::parseObject);
    }

    /** The members of the context that whoever approves may lower. */
    public List<String> editable() {
        return EditableMembers.read(editable);
    }

    /** The permission that asks. */
    public Optional<String> permissionId() {
        return Optional.ofNullable(permissionId);
    }

    /** The person for whom the agent acts, as the agent says. */
    public Optional<String> onBehalfOf() {
        return Optional.ofNullable(onBehalfOf);
    }

    RequestedAction requested() {
        return new RequestedAction(action(), context(), onBehalfOf());
    }

    /** What is decided about, as {@link ActionHash} defines it. */
    public String actionHash() {
        return ActionHash.of(agentId, action, context(), onBehalfOf());
    }

    @Override
    public Instant createdAt() {
        return createdAt;
    }
}
