package org.agentwarden.architecture.planted.approvals;

import jakarta.jms.Queue;

/** Messaging within a feature. */
public record ApprovalQueue(Queue queue) {}
