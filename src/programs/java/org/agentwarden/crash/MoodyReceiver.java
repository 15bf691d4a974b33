package org.agentwarden.crash;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.agentwarden.systems.ReceivedWebhook;
import org.agentwarden.systems.Reply;
import org.agentwarden.systems.WebhookReceiver;

/** Receivers whose accepted webhooks go into a ledger. */
public final class MoodyReceiver {

    private static final int MOODS = 10;

    private MoodyReceiver() {}

    /** Fails the first time it sees one event in ten; which one depends on the event's id alone. */
    public static WebhookReceiver with(Ledger ledger) {
        Set<String> failed = ConcurrentHashMap.newKeySet();
        return WebhookReceiver.answeringBy(webhook -> {
            if (isUnlucky(webhook) && !ledger.hasAccepted(webhook.id()) && failed.add(webhook.id())) {
                return Reply.status(500);
            }
            ledger.accept(webhook);
            return Reply.ok();
        });
    }

    private static boolean isUnlucky(ReceivedWebhook webhook) {
        return Math.floorMod(webhook.id().hashCode(), MOODS) == 0;
    }
}
