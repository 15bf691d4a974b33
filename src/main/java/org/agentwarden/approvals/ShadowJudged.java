package org.agentwarden.approvals;

import java.util.Optional;
import org.agentwarden.agents.CheckStatus;

/**
 * What a check would have come to with the permissions in shadow as well, where that differs from what it came to.
 *
 * @param permissionId that would have decided; empty where none would
 */
public record ShadowJudged(CheckStatus status, Optional<String> permissionId) {}
