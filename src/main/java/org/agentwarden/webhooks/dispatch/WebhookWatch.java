package org.agentwarden.webhooks.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.JMSRuntimeException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.agentwarden.platform.ThrottledLog;
import org.agentwarden.platform.schedule.PeriodicTask;
import org.agentwarden.settings.Settings;
import org.agentwarden.webhooks.deliveries.DeliveryBacklog;

/** Watches what delays webhooks but not requests: the broker, and the backlog of deliveries. */
@ApplicationScoped
public class WebhookWatch extends PeriodicTask {

    private static final ThrottledLog LOG = new ThrottledLog(System.getLogger(WebhookWatch.class.getName()));

    @Inject
    private DeliveryQueue queue;

    @Inject
    private DeliveryBacklog deliveries;

    @Inject
    private Settings settings;

    private volatile boolean brokerUp = true;
    private volatile Duration backlogAge = Duration.ZERO;

    public WebhookWatch() {
        super("webhook-watch", Duration.ofSeconds(10));
    }

    @Override
    public void run() {
        brokerUp = isBrokerUp();
        backlogAge = deliveries.backlog(1).age();
    }

    private boolean isBrokerUp() {
        try {
            queue.probe();
            return true;
        } catch (JMSRuntimeException e) {
            LOG.log(Level.WARNING, "broker", () -> "The broker can not be reached: " + e);
            return false;
        }
    }

    /** Whether the broker could be reached at the last check. */
    public boolean brokerUp() {
        return brokerUp;
    }

    /** How long the most overdue delivery to a healthy endpoint had waited at the last check. */
    Duration backlogAge() {
        return backlogAge;
    }

    /** {@code broker}, {@code backlog}, both or nothing. */
    List<String> degraded() {
        List<String> degraded = new ArrayList<>();
        if (!brokerUp) {
            degraded.add("broker");
        }
        if (backlogAge.compareTo(settings.operations().backlogLimit()) > 0) {
            degraded.add("backlog");
        }
        return degraded;
    }
}
