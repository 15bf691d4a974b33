package org.agentwarden.crash;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import org.agentwarden.crash.Ledger.Balance;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.WebhookReceiver;

/**
 * Ends the server again and again at random moments of a load, on one growing data directory, and compares what it
 * acknowledged with what arrived. Arguments: runs (20), {@code kill} or {@code stop}
 * (kill), agents at once (8), seconds of load (5), seed (random). Exits with 1 when anything was lost.
 */
public final class CrashLoop {

    private static final String ROW = "%4s  %9s  %12s  %9s  %10s  %5s  %5s%n";

    private final int runs;
    private final Duration load;
    private final Random random;
    private final End end;
    private final int agents;
    private final PrintStream out = System.out;

    private enum End {
        KILL,
        STOP
    }

    private CrashLoop(int runs, Duration load, long seed, End end, int agents) {
        this.runs = runs;
        this.load = load;
        this.random = new Random(seed);
        this.end = end;
        this.agents = agents;
    }

    public static void main(String[] args) throws InterruptedException {
        int runs = args.length > 0 ? Integer.parseInt(args[0]) : 20;
        End end = args.length > 1 ? End.valueOf(args[1].toUpperCase(Locale.ROOT)) : End.KILL;
        int agents = args.length > 2 ? Integer.parseInt(args[2]) : 8;
        int seconds = args.length > 3 ? Integer.parseInt(args[3]) : 5;
        long seed = args.length > 4 ? Long.parseLong(args[4]) : System.nanoTime();
        System.out.printf(
                "%d runs, %s within %d s of load of %d agents, seed %d%n%n", runs, end, seconds, agents, seed);
        CrashLoop loop = new CrashLoop(runs, Duration.ofSeconds(seconds), seed, end, agents);
        System.exit(loop.run() ? 0 : 1);
    }

    private boolean run() throws InterruptedException {
        int acknowledged = 0;
        int delivered = 0;
        int duplicates = 0;
        int lost = 0;
        int twice = 0;
        out.printf(ROW, "run", "ended at", "acknowledged", "delivered", "duplicates", "lost", "twice");
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
            try (Load underway = new Load(agent, ledger, agents)) {
                underway.begin();
                switch (end) {
                    case KILL -> underway.killAfter(server, moment);
                    case STOP -> underway.stopAfter(server, moment);
                }
            }
            server.restart();
            ledger.settle();
            return ledger.balance();
        }
    }
}
