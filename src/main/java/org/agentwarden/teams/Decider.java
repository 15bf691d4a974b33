package org.agentwarden.teams;

/**
 * Somebody whose role allows to decide approvals.
 *
 * @param id of the user
 * @param email of an external user, what the issuer knows the person by
 */
public record Decider(String id, String email) {}
