package org.agentwarden.webhooks.dispatch;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.jms.JMSRuntimeException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.RejectedExecutionException;
import org.agentwarden.webhooks.outbox.DeliveriesReady;

/**
 * Puts deliveries on the queue once their transaction has committed. It hops to a thread of its own: in the phase after
 * a commit no transaction can be begun, and the request must not wait for the broker.
 */
@ApplicationScoped
@ManagedExecutorDefinition(name = WebhookDispatcher.EXECUTOR, maxAsync = 2)
public class WebhookDispatcher {

    static final String EXECUTOR = "java:module/concurrent/WebhookDispatch";

    private static final Logger LOG = System.getLogger(WebhookDispatcher.class.getName());

    @Resource(lookup = EXECUTOR)
    private ManagedExecutorService executor;

    @Inject
    private Event<DeliveriesReady> committed;

    @Inject
    private DeliveryQueue queue;

    void hop(@Observes(during = TransactionPhase.AFTER_SUCCESS) DeliveriesReady ready) {
        try {
            committed.fireAsync(ready, NotificationOptions.ofExecutor(executor));
        } catch (RejectedExecutionException e) {
            leaveToSweep(ready, e);
        }
    }

    void on(@ObservesAsync DeliveriesReady ready) {
        try {
            queue.send(ready.tickets());
        } catch (JMSRuntimeException e) {
            leaveToSweep(ready, e);
        }
    }

    private static void leaveToSweep(DeliveriesReady ready, Exception reason) {
        LOG.log(
                Level.WARNING,
                "{0} deliveries are not on the queue and wait for the sweep: {1}",
                ready.tickets().size(),
                reason.toString());
    }
}
