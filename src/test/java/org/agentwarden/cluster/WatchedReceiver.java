package org.agentwarden.cluster;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.agentwarden.crash.Ledger;
import org.agentwarden.systems.ReceivedWebhook;
import org.agentwarden.systems.Reply;
import org.agentwarden.systems.WebhookReceiver;

/** A receiver that takes its time with each webhook, keeps a ledger, and sees when one comes while it is still at it. */
final class WatchedReceiver implements AutoCloseable {

    private final Duration time;
    private final Ledger ledger = new Ledger();
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final AtomicInteger overlaps = new AtomicInteger();
    private final WebhookReceiver receiver = WebhookReceiver.forgetful(0, this::take);

    /** @param time for each webhook; sixteen are taken at once */
    WatchedReceiver(Duration time) {
        this.time = time;
    }

    private Reply take(ReceivedWebhook webhook) {
        if (!underWay.add(webhook.id())) {
            overlaps.incrementAndGet();
        }
        LockSupport.parkNanos(time.toNanos());
        underWay.remove(webhook.id());
        ledger.accept(webhook);
        return Reply.ok();
    }

    URI uri() {
        return receiver.uri();
    }

    Ledger ledger() {
        return ledger;
    }

    /** How often a webhook came while the same was still under way. */
    int overlaps() {
        return overlaps.get();
    }

    @Override
    public void close() {
        receiver.close();
    }
}
