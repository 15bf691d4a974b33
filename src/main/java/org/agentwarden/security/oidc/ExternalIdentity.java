package org.agentwarden.security.oidc;

import java.util.Optional;

/**
 * Whom a valid token of an external issuer names.
 *
 * @param subject the user's name for ever, unique at the issuer; at most 255 characters
 * @param shownName what people know the user by: an e-mail address where the token has one; at most 254 characters
 * @param role the highest of our roles that the token's groups or roles map to, one of {@link
 *     org.agentwarden.security.Roles}; empty for none
 */
public record ExternalIdentity(String issuer, String subject, String shownName, Optional<String> role) {}
