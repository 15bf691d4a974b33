package org.agentwarden.soak;

import jakarta.json.Json;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.agentwarden.crash.Ledger;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Endpoint;
import org.agentwarden.systems.ReceivedWebhook;
import org.agentwarden.systems.Reply;
import org.agentwarden.systems.WebhookReceiver;

/** All that receive webhooks: good ones, moody ones, and ones that no webhook can be brought to. */
final class Receivers implements AutoCloseable {

    /** The longest that one attempt may take. */
    static final Duration TIMEOUT = Duration.ofSeconds(1);

    /** Ten retries within half a minute, the last of them no further apart than the moody receivers' good times last. */
    static final String RETRY_DELAYS = "500ms,1s,2s,3s,3s,3s,3s,3s,3s,3s";

    private static final int MOST_RETRIES = 10;
    private static final Duration GOOD_TIME = Duration.ofSeconds(6);
    private static final Duration BAD_TIME = Duration.ofSeconds(9);
    private static final Duration LONGER_THAN_PATIENCE = TIMEOUT.multipliedBy(5);
    private static final Duration BETWEEN_DROPS = Duration.ofMillis(100);

    /** Each attempt costs a timeout, and few are made at once: more events would only make a heap. */
    private static final Set<String> RARE = Set.of("approval.rejected");

    private static final Set<String> ALL = Set.copyOf(Company.GUIDE_EVENTS);

    private final Company company;
    private final List<Runnable> ends = new ArrayList<>();
    private final List<LedgerEntry> accounts = new ArrayList<>();

    private Receivers(Company company) {
        this.company = company;
    }

    /** Starts all receivers and subscribes them. */
    static Receivers of(Company company) {
        Receivers all = new Receivers(company);
        all.good("good", accepting());
        all.good("fails mostly", acceptingWhile(Receivers::isGoodTime));
        all.visitor();
        all.good("endless answer", repeating("x".repeat(8_192), Duration.ZERO));
        all.bad("resets", ALL, 2, all.resetting());
        all.bad("hangs", RARE, 1, all.answering(webhook -> Reply.ok().after(LONGER_THAN_PATIENCE)));
        all.bad(
                "drips",
                RARE,
                1,
                all.answering(webhook -> Reply.ok().saying("x").withoutEnd(BETWEEN_DROPS)));
        return all;
    }

    /** How a receiver that keeps a ledger answers. */
    private interface Manner {

        Reply answer(ReceivedWebhook webhook, Ledger ledger);
    }

    private static Manner accepting() {
        return acceptingWhile(() -> true);
    }

    private static Manner acceptingWhile(BooleanSupplier good) {
        return (webhook, ledger) -> {
            if (!good.getAsBoolean()) {
                return Reply.status(500);
            }
            ledger.accept(webhook);
            return Reply.ok();
        };
    }

    private static Manner repeating(String body, Duration between) {
        return (webhook, ledger) -> {
            ledger.accept(webhook);
            return Reply.ok().saying(body).withoutEnd(between);
        };
    }

    private static boolean isGoodTime() {
        long cycle = GOOD_TIME.plus(BAD_TIME).toNanos();
        return Math.floorMod(System.nanoTime(), cycle) < GOOD_TIME.toNanos();
    }

    private void good(String name, Manner manner) {
        Ledger ledger = new Ledger();
        subscribe(name, ALL, MOST_RETRIES, true, answering(script(manner, ledger)), ledger);
    }

    private void visitor() {
        Ledger ledger = new Ledger();
        VisitingReceiver visitor = new VisitingReceiver(GOOD_TIME, BAD_TIME, script(accepting(), ledger));
        ends.add(visitor::close);
        subscribe("sometimes gone", ALL, MOST_RETRIES, true, visitor.uri(), ledger);
    }

    private URI answering(Function<ReceivedWebhook, Reply> script) {
        WebhookReceiver receiver = WebhookReceiver.forgetful(0, script);
        ends.add(receiver::close);
        return receiver.uri();
    }

    private URI resetting() {
        ResettingReceiver receiver = new ResettingReceiver();
        ends.add(receiver::close);
        return receiver.uri();
    }

    private static Function<ReceivedWebhook, Reply> script(Manner manner, Ledger ledger) {
        return webhook -> manner.answer(webhook, ledger);
    }

    private void bad(String name, Set<String> events, int retries, URI uri) {
        subscribe(name, events, retries, false, uri, new Ledger());
    }

    private void subscribe(String name, Set<String> events, int retries, boolean accepts, URI uri, Ledger ledger) {
        Endpoint endpoint = company.webhook(uri, events.toArray(String[]::new));
        company.changeWebhook(
                endpoint, Json.createObjectBuilder().add("max_retries", retries).build());
        accounts.add(new LedgerEntry(name, new HashSet<>(events), retries, accepts, endpoint, ledger));
    }

    List<LedgerEntry> accounts() {
        return accounts;
    }

    @Override
    public void close() {
        ends.forEach(Runnable::run);
    }
}
