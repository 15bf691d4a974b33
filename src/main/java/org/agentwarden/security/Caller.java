package org.agentwarden.security;

import java.util.Optional;
import org.agentwarden.platform.http.Forbidden;
import org.agentwarden.settings.Plan;
import org.agentwarden.settings.Plane;
import org.jspecify.annotations.Nullable;

/**
 * Who makes the current request. Empty until a credential has been checked, so that forgetting the check fails. {@link
 * Callers} makes one for each request.
 */
public class Caller {

    private @Nullable String organizationId;
    private @Nullable String id;
    private @Nullable String role;
    private @Nullable Plan plan;
    private @Nullable String clientAddress;
    private AgentBinding binding = AgentBinding.ANY;
    private @Nullable Runnable check;

    /** Called for every request, before its credential is checked. */
    public void comesFrom(String address) {
        this.clientAddress = address;
    }

    /** The address of the client as the server sees it: behind trusted proxies, the one that they name. */
    public Optional<String> clientAddress() {
        return Optional.ofNullable(clientAddress);
    }

    public Origin origin() {
        return new Origin(Optional.ofNullable(id), clientAddress());
    }

    /** Called once per request by the filter that has checked the credential. */
    public void identify(String organizationId, Plan plan, String id, String role) {
        this.organizationId = organizationId;
        this.plan = plan;
        this.id = id;
        this.role = role;
    }

    /**
     * Says how to check the credential again.
     *
     * @param check throws when the user whom {@link #identify} has named may not go on with the request
     */
    public void checkAgainWith(Runnable check) {
        this.check = check;
    }

    /**
     * Checks the user's credential and role again: for answers that take long. Reads the database.
     *
     * @throws org.agentwarden.platform.http.Unauthenticated when the user is removed, signed out or has another role
     */
    public void requireStillPermitted() {
        known(check).run();
    }

    /** {@link #identify} for an API key. */
    public void identifyKey(String organizationId, Plan plan, String keyId, AgentBinding boundTo) {
        identify(organizationId, plan, keyId, Roles.AGENT);
        this.binding = boundTo;
    }

    /**
     * Makes sure that the caller may act for an agent. Every request of the SDK plane names one.
     *
     * @return the agent's id
     * @throws Forbidden when the API key is bound to other agents
     */
    public String actFor(String agentId) {
        if (!binding.covers(agentId)) {
            throw new Forbidden("This API key may not act for this agent");
        }
        return agentId;
    }

    /** Whether a credential has been checked; requests that need none have nobody as their caller. */
    public boolean isKnown() {
        return id != null;
    }

    /** The organization that every query of this request is scoped to. */
    public String organizationId() {
        return known(organizationId);
    }

    /** The user's id, or the API key's. */
    public String id() {
        return known(id);
    }

    /** One of {@link Roles}. */
    public String role() {
        return known(role);
    }

    /** What the organization has paid for. */
    public Plan plan() {
        return known(plan);
    }

    public Plane plane() {
        return role().equals(Roles.AGENT) ? Plane.SDK : Plane.API;
    }

    private static <T> T known(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("This resource identifies no caller");
        }
        return value;
    }
}
