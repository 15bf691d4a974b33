package org.agentwarden.security;

import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** Who makes the current request. Empty until a credential has been checked, so that forgetting the check fails. */
@RequestScoped
public class Caller {

    private @Nullable String organizationId;
    private @Nullable String id;
    private @Nullable String role;

    /** Called once per request by the filter that has checked the credential. */
    public void identify(String organizationId, String id, String role) {
        this.organizationId = organizationId;
        this.id = id;
        this.role = role;
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

    private static String known(@Nullable String value) {
        if (value == null) {
            throw new IllegalStateException("This resource identifies no caller");
        }
        return value;
    }
}
