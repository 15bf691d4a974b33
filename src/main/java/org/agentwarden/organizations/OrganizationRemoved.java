package org.agentwarden.organizations;

import java.time.Instant;

/**
 * An organization is removed: its rights have ended, and its rows go. Raised within the transaction that removes it.
 *
 * @param removedBy the id of the user
 */
public record OrganizationRemoved(String organizationId, String removedBy, Instant removedAt) {}
