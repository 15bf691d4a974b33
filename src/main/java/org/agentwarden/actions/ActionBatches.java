package org.agentwarden.actions;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.agentwarden.platform.Batches;
import org.agentwarden.platform.DuplicateKey;
import org.agentwarden.platform.LostRace;

/**
 * Stores what requests of agents leave. Requests of one organization that arrive at the same time share a transaction,
 * because a commit costs far more than a row; one on its own does not wait, and none waits for those of another
 * organization.
 */
@ApplicationScoped
public class ActionBatches {

    static final int LARGEST = 64;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private static final Duration LONGEST_WRITE = Duration.ofMinutes(1);

    private final Transaction transaction;
    private final Batches<String, BatchEntry> batches;

    /** See {@link BatchTransaction#store}. */
    @FunctionalInterface
    interface Transaction {

        void store(Collection<BatchEntry> batch, BiConsumer<PendingCheck, CheckAnswer> answers);
    }

    @Inject
    public ActionBatches(BatchTransaction transaction) {
        this(transaction::store, LONGEST_WAIT, LONGEST_WRITE);
    }

    ActionBatches(Transaction transaction, Duration longestWait, Duration longestWrite) {
        this.transaction = transaction;
        this.batches = new Batches<>(LARGEST, longestWait, longestWrite, batch -> store(batch, transaction));
    }

    /** For the proxy of the container. */
    @SuppressWarnings("NullAway")
    ActionBatches() {
        this.transaction = null;
        this.batches = null;
    }

    /**
     * Blocks until the entries are committed, all of them in one transaction, which may have entries of other requests too.
     *
     * @throws LostRace when something else has taken the key of a row
     */
    void store(String organizationId, List<? extends BatchEntry> entries) {
        batches.submit(organizationId, List.copyOf(entries));
    }

    /** Blocks until the entries are committed in a transaction that they share with no other. */
    void storeTogether(List<? extends BatchEntry> entries) {
        store(List.copyOf(entries), transaction);
    }

    private static void store(List<BatchEntry> entries, Transaction transaction) {
        Map<PendingCheck, CheckAnswer> answers = new HashMap<>();
        boolean isShared = entries.size() > 1;
        try {
            transaction.store(entries, (check, answer) -> {
                answers.put(check, answer);
                if (isShared) {
                    check.judgedWithOthers(answer);
                }
            });
        } catch (RuntimeException e) {
            if (isShared || !DuplicateKey.isBehind(e)) {
                throw e;
            }
            // The id is this entry's own: its batch was committed after all, only the news of it was lost or late.
            if (entries.get(0) instanceof PendingCheck check && !check.takesAnswerOfBatch()) {
                throw new LostRace(e);
            }
            return;
        }
        answers.forEach(PendingCheck::answerWith);
    }
}
