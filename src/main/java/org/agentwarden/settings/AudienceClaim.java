package org.agentwarden.settings;

/** Which claim of a token must name us: {@code aud}, whom it is for; or {@code azp}, the client that it was issued to. */
public enum AudienceClaim {
    AUD,
    AZP
}
