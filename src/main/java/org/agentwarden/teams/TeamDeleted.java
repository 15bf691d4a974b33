package org.agentwarden.teams;

/** A team is about to be deleted; raised within the transaction that deletes it. An observer that throws refuses that. */
public record TeamDeleted(String organizationId, String teamId) {}
