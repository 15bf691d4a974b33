package org.agentwarden.organizations;

import org.agentwarden.settings.WireNamed;

/** What a user may do; the meanings are those of {@link org.agentwarden.security.Roles}. */
public enum Role implements WireNamed {
    ADMIN,
    APPROVER,
    VIEWER
}
