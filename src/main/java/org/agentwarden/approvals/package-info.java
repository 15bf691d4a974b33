/**
 * Actions that wait for a human, and the decision. The first decision wins; {@link
 * org.agentwarden.approvals.ApprovalRequested} and {@link org.agentwarden.approvals.ApprovalDecided} tell the rest of the
 * application, and are public API: an enterprise's own approval workflow may raise them too.
 */
package org.agentwarden.approvals;
