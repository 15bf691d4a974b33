package org.agentwarden.approvals;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.agentwarden.approvals.ApprovalReviews.Reviewable;
import org.agentwarden.approvals.ReviewNotes.Noted;
import org.agentwarden.platform.schedule.PeriodicSweep;

/**
 * Reviews pending approvals where people have left a team or lost their role, and those whose time for it has come. Runs on
 * every node; whichever locks a row first changes it. While nothing has changed it looks at no approval.
 */
@ApplicationScoped
public class QuorumSweep extends PeriodicSweep {

    private static final Duration LONGEST_RUN = Duration.ofSeconds(5);
    private static final String BEFORE_ALL = "";

    @Inject
    private ApprovalReviews reviews;

    @Inject
    private ReviewNotes notes;

    private String reachedOrganization = BEFORE_ALL;
    private Optional<Review> unfinished = Optional.empty();

    /**
     * Of an organization, as far as it has come.
     *
     * @param isComplete whether nothing has failed so far
     */
    private record Review(Noted noted, String reached, boolean isComplete) {}

    public QuorumSweep() {
        super("approval-quorum", Duration.ofSeconds(2));
    }

    /** Goes through all of them, for at most five seconds; the next run goes on there. */
    @Override
    public void run() {
        long start = System.nanoTime();
        boolean more = true;
        while (more && System.nanoTime() - start < LONGEST_RUN.toNanos()) {
            boolean wasDue = reviewDue();
            more = reviewNoted() || wasDue;
        }
    }

    private boolean reviewDue() {
        List<String> due = reviews.due(failed().setAside());
        return failed().attemptAll(due, reviews::review) > 0;
    }

    /** One page of one organization; false when none is left. */
    private boolean reviewNoted() {
        Optional<Review> next =
                unfinished.or(() -> notes.next(reachedOrganization).map(noted -> new Review(noted, BEFORE_ALL, true)));
        unfinished = next.flatMap(this::advance);
        reachedOrganization =
                next.map(review -> review.noted().organizationId()).orElse(BEFORE_ALL);
        return next.isPresent();
    }

    /** Empty when the organization is done. When something failed its notes stay, and the next round begins again. */
    private Optional<Review> advance(Review review) {
        Noted noted = review.noted();
        Reviewable found = reviews.lapsed(noted.organizationId(), review.reached());
        boolean isComplete = failed().attemptAll(found.lapsed(), reviews::review)
                        == found.lapsed().size()
                && review.isComplete();
        if (found.last().isEmpty() && isComplete) {
            notes.done(noted);
        }
        return found.last().map(last -> new Review(noted, last, isComplete));
    }
}
