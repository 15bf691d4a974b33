package org.agentwarden.security.oidc;

import java.util.Optional;

/**
 * Whom a valid token of an external issuer names.
 *
 * @param subject the user's name for ever, unique at the issuer; at most 255 characters
 * @param shownName what people know the user by: an e-mail address where the token has one; at most 254 characters
 * @param session equal in the tokens of one sign-in at the issuer, as far as they tell: its session, the time of the sign-in,
 *     or else the single token
 * @param role the highest of our roles that the token's groups or roles map to, one of {@link
 *     org.agentwarden.security.Roles}; empty for none
 */
public record ExternalIdentity(
        String issuer, String subject, String shownName, String session, Optional<String> role) {}
