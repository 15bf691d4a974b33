package org.agentwarden.soak;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.agentwarden.systems.Ports;
import org.agentwarden.systems.ReceivedWebhook;
import org.agentwarden.systems.Reply;
import org.agentwarden.systems.WebhookReceiver;

/** A receiver that is there for a while, then its port is closed for a while, and so on. */
final class VisitingReceiver implements AutoCloseable {

    private final int port = Ports.free();
    private final Function<ReceivedWebhook, Reply> script;
    private final Duration stay;
    private final Duration absence;
    private final ScheduledExecutorService calendar = Executors.newSingleThreadScheduledExecutor();
    private volatile WebhookReceiver visitor;

    VisitingReceiver(Duration stay, Duration absence, Function<ReceivedWebhook, Reply> script) {
        this.stay = stay;
        this.absence = absence;
        this.script = script;
        this.visitor = WebhookReceiver.forgetful(port, script);
        plan(this::leave, stay);
    }

    private void leave() {
        visitor.close();
        plan(this::comeBack, absence);
    }

    private void comeBack() {
        visitor = WebhookReceiver.forgetful(port, script);
        plan(this::leave, stay);
    }

    private void plan(Runnable step, Duration wait) {
        var unused = calendar.schedule(step, wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port + "/visitor");
    }

    @Override
    public void close() {
        calendar.shutdownNow();
        visitor.close();
    }
}
