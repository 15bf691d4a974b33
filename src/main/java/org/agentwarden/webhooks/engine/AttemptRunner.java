package org.agentwarden.webhooks.engine;

import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Consumer;
import org.agentwarden.platform.ThrottledLog;
import org.agentwarden.webhooks.deliveries.AttemptOutcome;
import org.agentwarden.webhooks.deliveries.ClaimedDelivery;
import org.agentwarden.webhooks.deliveries.EndedAttempt;
import org.agentwarden.webhooks.scheduling.DeliveryScheduler;
import org.agentwarden.webhooks.scheduling.SendSlot;

/** Makes the attempt that a slot allows, and tells the scheduler what it has shown of the receiver. */
final class AttemptRunner {

    private static final ThrottledLog LOG = new ThrottledLog(System.getLogger(AttemptRunner.class.getName()));

    private final DeliveryAttempt attempt;
    private final DeliveryScheduler scheduler;
    private final Consumer<Result> results;

    /** What has become of a claimed delivery. */
    sealed interface Result {

        ClaimedDelivery delivery();

        /** The attempt has an outcome, which must be recorded. */
        record Ended(EndedAttempt attempt) implements Result {

            @Override
            public ClaimedDelivery delivery() {
                return attempt.delivery();
            }
        }

        /** Nothing was sent; the claim must be given back. */
        record Unsent(ClaimedDelivery delivery) implements Result {}

        /** Nobody knows what was sent; the delivery waits for the end of its lease. */
        record Failed(ClaimedDelivery delivery) implements Result {}
    }

    /** @param results takes what has become of each delivery */
    AttemptRunner(DeliveryAttempt attempt, DeliveryScheduler scheduler, Consumer<Result> results) {
        this.attempt = attempt;
        this.scheduler = scheduler;
        this.results = results;
    }

    /** Blocks as long as the receiver takes, within the timeout. */
    void run(SendSlot slot) {
        ClaimedDelivery delivery = slot.delivery();
        if (!slot.allowed()) {
            leaveUnsent(slot);
            return;
        }
        boolean made = false;
        try {
            Optional<AttemptOutcome> outcome = attempt.make(delivery);
            made = true;
            outcome.ifPresentOrElse(known -> end(slot, known), () -> leaveUnsent(slot));
        } catch (RuntimeException e) {
            LOG.log(
                    Level.ERROR,
                    "attempt " + e.getClass().getName(),
                    () -> "The attempt of " + delivery + " went wrong; it is made again after its lease",
                    e);
        } finally {
            if (!made) {
                scheduler.failed(slot);
                results.accept(new Result.Failed(delivery));
            }
        }
    }

    private void end(SendSlot slot, AttemptOutcome outcome) {
        scheduler.ended(slot, outcome);
        results.accept(new Result.Ended(new EndedAttempt(slot.delivery(), outcome)));
    }

    private void leaveUnsent(SendSlot slot) {
        scheduler.unsent(slot);
        results.accept(new Result.Unsent(slot.delivery()));
    }
}
