package org.agentwarden.settings;

/**
 * Which claim of a token must name us: {@code aud}, whom it is for; or the client that it was issued to, in {@code azp} or,
 * for issuers such as Cognito, in {@code client_id}.
 */
public enum AudienceClaim {
    AUD,
    AZP,
    CLIENT_ID;

    public String claimName() {
        return WireNamed.of(this);
    }
}
