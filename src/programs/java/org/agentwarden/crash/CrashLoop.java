package org.agentwarden.crash;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Random;
import org.agentwarden.crash.Ledger.Balance;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.WebhookReceiver;

/**
 * Kills the server again and again at random moments of a load, on one growing data directory, and compares what it
 * acknowledged with what arrived. Arguments: runs (20), seconds of load (5), seed (random). Exits with 1 when anything
 * was lost.
 */
public final class CrashLoop {

    private static final String ROW = "%4s  %9s  %12s  %9s  %10s  %5s  %5s%n";

    private final int runs;
    private final Duration load;
    private final Random random;
    private final PrintStream out = System.out;

    private CrashLoop(int runs, Duration load, long seed) {
        this.runs = runs;
        this.load = load;
        this.random = new Random(seed);
    }

    public static void main(String[] args) throws InterruptedException {
        int runs = args.length > 0 ? Integer.parseInt(args[0]) : 20;
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        long seed = args.length > 2 ? Long.parseLong(args[2]) : System.nanoTime();
        System.out.printf("%d runs, killed within %d s of load, seed %d%n%n", runs, seconds, seed);
        System.exit(new CrashLoop(runs, Duration.ofSeconds(seconds), seed).run() ? 0 : 1);
    }

    private boolean run() throws InterruptedException {
        int acknowledged = 0;
        int delivered = 0;
        int duplicates = 0;
        int lost = 0;
        int twice = 0;
        out.printf(ROW, "run", "killed at", "acknowledged", "delivered", "duplicates", "lost", "twice");
        try (AgentWardenServer server = AgentWardenServer.named("crash-loop")
                .asOperated()
                .with("AGENTWARDEN_WEBHOOKS_RETRY_DELAYS", "1s,2s,4s")
                .start()) {
            for (int run = 1; run <= runs; run++) {
                Duration moment = randomMoment();
                Balance balance = crash(server, moment);
                acknowledged += balance.acknowledged();
                delivered += balance.delivered();
                duplicates += balance.duplicates();
                lost += balance.lost().size();
                twice += balance.twice().size();
                print(Integer.toString(run), moment, balance);
            }
        }
        out.printf(ROW, "all", "", acknowledged, delivered, duplicates, lost, twice);
        return lost == 0;
    }

    private void print(String run, Duration moment, Balance balance) {
        out.printf(
                ROW,
                run,
                "%.2f s".formatted(moment.toMillis() / 1000.0),
                balance.acknowledged(),
                balance.delivered(),
                balance.duplicates(),
                balance.lost().size(),
                balance.twice().size());
        balance.lost().stream().limit(10).forEach(reference -> out.println("      lost: " + reference));
    }

    /** From a twentieth of the load's time to all of it. */
    private Duration randomMoment() {
        long most = load.toMillis();
        return Duration.ofMillis(most / 20 + (long) (random.nextDouble() * (most - most / 20)));
    }

    private Balance crash(AgentWardenServer server, Duration moment) throws InterruptedException {
        Ledger ledger = new Ledger();
        try (WebhookReceiver receiver = MoodyReceiver.with(ledger)) {
            Company company = Company.register(server.baseUri());
            Agent agent = company.agent("load-bot");
            company.requireApproval(agent, Load.ACTION);
            company.webhook(receiver.uri());
            try (Load underway = new Load(agent, ledger)) {
                underway.begin();
                underway.killAfter(server, moment);
            }
            server.restart();
            ledger.settle();
            return ledger.balance();
        }
    }
}
