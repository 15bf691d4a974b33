package org.agentwarden.agents;

/** What the rules say to an action that an agent wants to take. */
public sealed interface Verdict {

    CheckStatus status();

    /** The agent may act at once. */
    record Granted() implements Verdict {

        @Override
        public CheckStatus status() {
            return CheckStatus.ALLOWED;
        }
    }

    /** A human decides; what is approved then permits what the terms say. */
    record NeedsApproval(ApprovalTerms terms) implements Verdict {

        @Override
        public CheckStatus status() {
            return CheckStatus.PENDING_APPROVAL;
        }
    }

    /** The agent may not act; the reason is a sentence for people. */
    record Blocked(String reason) implements Verdict {

        @Override
        public CheckStatus status() {
            return CheckStatus.BLOCKED;
        }
    }
}
