package org.agentwarden.teams;

/**
 * A team has other members; raised within the transaction that changes them. An observer that throws refuses the change.
 *
 * @param decidersBefore how many of the members could decide approvals
 * @param deciders how many can now
 */
public record TeamChanged(String organizationId, String teamId, int decidersBefore, int deciders) {}
