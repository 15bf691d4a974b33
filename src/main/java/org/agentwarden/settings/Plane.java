package org.agentwarden.settings;

/** One side of the API: what agents call, or what people and their tools call. */
public enum Plane {
    /** {@code /sdk/*}, with an API key. */
    SDK,
    /** {@code /api/*}, with a token. */
    API
}
