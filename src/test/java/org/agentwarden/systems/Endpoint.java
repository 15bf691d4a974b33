package org.agentwarden.systems;

/** A webhook that a company has set up, and the secret that it was shown once. */
public record Endpoint(String id, String secret) {}
