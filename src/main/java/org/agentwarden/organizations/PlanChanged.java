package org.agentwarden.organizations;

/** An organization has another plan; raised within the transaction that changes it. */
public record PlanChanged(String organizationId) {}
