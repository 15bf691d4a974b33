package org.agentwarden.organizations;

import java.util.Locale;

/** What a user may do; the meanings are those of {@link org.agentwarden.security.Roles}. */
public enum Role {
    ADMIN,
    APPROVER,
    VIEWER;

    /** The name on the wire and in {@code @RequiresRole}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
