package org.agentwarden.organizations;

import org.agentwarden.settings.WireNamed;

/** How somebody has proved who they are when a session began. */
public enum SignInMethod implements WireNamed {
    PASSWORD,
    /** The first session of the person who registered an organization. */
    REGISTRATION,
    /** The first session of a person who accepted an invitation. */
    INVITATION,
    /** The session that replaces all others after a change of the password. */
    PASSWORD_CHANGE,
    /** The session of a person who chose a new password by a link. */
    PASSWORD_LINK,
    /** An access token of the external issuer. */
    OPENID_CONNECT
}
