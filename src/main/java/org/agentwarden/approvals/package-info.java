/**
 * Approvals and their decisions. {@link org.agentwarden.approvals.ApprovalRequested} and
 * {@link org.agentwarden.approvals.ApprovalDecided} are public API: the approval workflow of an enterprise may raise
 * them too.
 */
package org.agentwarden.approvals;
