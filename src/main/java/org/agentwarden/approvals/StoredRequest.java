package org.agentwarden.approvals;

import jakarta.json.JsonObject;
import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import java.util.Optional;
import org.agentwarden.agents.Action;
import org.agentwarden.agents.RequestedAction;
import org.agentwarden.platform.Listable;
import org.agentwarden.platform.json.JsonCodec;
import org.jspecify.annotations.Nullable;

/** What an agent asks a human about, as it is stored; never changed. */
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
        this.createdAt = createdAt;
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
