package org.agentwarden.approvals;

import java.util.Optional;

/** An approval that somebody wanted to claim, and why he could not; it is claimed when there is no refusal. */
public record ClaimAttempt(Approval approval, Optional<ClaimRefusal> refusal) {}
