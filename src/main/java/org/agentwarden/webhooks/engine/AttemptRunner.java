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

/** Makes the attempt that a slot allows, and tells the scheduler its outcome. */
final class AttemptRunner {

    private static final ThrottledLog LOG = new ThrottledLog(System.getLogger(AttemptRunner.class.getName()));

    private final DeliveryAttempt attempt;
    private final DeliveryScheduler scheduler;
    private final Consumer<EndedAttempt> ended;
    private final Consumer<ClaimedDelivery> unsent;
    private final Consumer<ClaimedDelivery> failed;

    /**
     * @param ended takes attempts that have an outcome, which must be recorded
     * @param unsent takes deliveries that were not sent, and whose claim must be given back
     * @param failed takes deliveries of which nobody knows whether they were sent; they wait for the end of their lease
     */
    AttemptRunner(
            DeliveryAttempt attempt,
            DeliveryScheduler scheduler,
            Consumer<EndedAttempt> ended,
            Consumer<ClaimedDelivery> unsent,
            Consumer<ClaimedDelivery> failed) {
        this.attempt = attempt;
        this.scheduler = scheduler;
        this.ended = ended;
        this.unsent = unsent;
        this.failed = failed;
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
                failed.accept(delivery);
            }
        }
    }

    private void end(SendSlot slot, AttemptOutcome outcome) {
        scheduler.ended(slot, outcome);
        ended.accept(new EndedAttempt(slot.delivery(), outcome));
    }

    private void leaveUnsent(SendSlot slot) {
        scheduler.unsent(slot);
        unsent.accept(slot.delivery());
    }
}
