package org.agentwarden.actions;

import java.util.Optional;
import org.agentwarden.platform.Ids;
import org.agentwarden.platform.trace.CurrentTrace;
import org.agentwarden.platform.trace.TraceContext;
import org.agentwarden.security.Origin;

/** A check that waits for the batch that it is judged in. Safe for threads. */
final class PendingCheck implements BatchEntry {

    private final String id = Ids.timeOrdered();
    private final Optional<TraceContext> trace = CurrentTrace.get();
    private final String organizationId;
    private final CheckRequest request;
    private final Origin origin;
    private volatile Optional<CheckAnswer> answer = Optional.empty();
    private volatile Optional<CheckAnswer> answerOfBatch = Optional.empty();

    PendingCheck(String organizationId, CheckRequest request, Origin origin) {
        this.organizationId = organizationId;
        this.request = request;
        this.origin = origin;
    }

    /** The batch is committed, with the row of this answer. */
    void answerWith(CheckAnswer committed) {
        this.answer = Optional.of(committed);
    }

    /** A batch with others has judged the check, and is not committed yet. */
    void judgedWithOthers(CheckAnswer answer) {
        this.answerOfBatch = Optional.of(answer);
    }

    /**
     * The row is stored, and not by this thread: so the batch with others is committed, and its answer holds.
     *
     * @return false when no such batch has judged the check
     */
    boolean takesAnswerOfBatch() {
        answerOfBatch.ifPresent(this::answerWith);
        return answerOfBatch.isPresent();
    }

    /** Empty before the commit, and when the check needs a transaction of its own. */
    Optional<CheckAnswer> answer() {
        return answer;
    }

    /** Of its row in the log. */
    String id() {
        return id;
    }

    String organizationId() {
        return organizationId;
    }

    CheckRequest request() {
        return request;
    }

    Origin origin() {
        return origin;
    }

    @Override
    public Optional<TraceContext> trace() {
        return trace;
    }
}
