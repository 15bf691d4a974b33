package org.agentwarden.actions;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

    /** A check that is written once more is in the log twice, and is told twice. */
    private static final Duration LONGEST_WRITE = Duration.ofMinutes(1);

    @Inject
    private BatchTransaction transaction;

    private Batches<String, BatchEntry> batches;

    @PostConstruct
    void open() {
        batches = new Batches<>(LARGEST, LONGEST_WAIT, LONGEST_WRITE, this::storeTogether);
    }

    /**
     * Blocks until the entries are committed, all of them in one transaction, which may have entries of other requests too.
     *
     * @throws LostRace when a check was committed and nobody knows its answer
     */
    void store(String organizationId, List<? extends BatchEntry> entries) {
        batches.submit(organizationId, List.copyOf(entries));
    }

    /** Blocks until the entries are committed in a transaction that they share with no other. */
    void storeTogether(List<? extends BatchEntry> entries) {
        Map<PendingCheck, CheckAnswer> answers;
        try {
            answers = transaction.store(List.copyOf(entries));
        } catch (RuntimeException e) {
            if (entries.size() > 1 || !DuplicateKey.isBehind(e)) {
                throw e;
            }
            // The id is this entry's own: its batch was committed after all, only the news of it was lost or late.
            if (entries.get(0) instanceof PendingCheck) {
                throw new LostRace(e);
            }
            return;
        }
        answers.forEach(PendingCheck::answerWith);
    }
}
