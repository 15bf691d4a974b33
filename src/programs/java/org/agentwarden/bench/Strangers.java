package org.agentwarden.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.Company;

/**
 * Four companies have a hundred webhooks each that take every request and answer none; every twelve seconds each company
 * raises one event. A fifth company with a healthy webhook raises ten events a second: how long its webhooks take is
 * compared with a time without the others.
 */
final class Strangers {

    private static final int COMPANIES = 4;
    private static final int WEBHOOKS = 100;
    private static final int ROUNDS = 4;
    private static final double PER_SECOND = 10;
    private static final Duration ROUND = Duration.ofSeconds(12);
    private static final int BACKLOG = 128;

    private final Scenario scenario;

    Strangers(Scenario scenario) {
        this.scenario = scenario;
    }

    void run(Findings findings) {
        List<ServerSocket> hanging = new ArrayList<>();
        try {
            List<Agent> strangers = new ArrayList<>();
            for (int company = 0; company < COMPANIES; company++) {
                strangers.add(stranger(hanging));
            }
            round("calm", findings);
            round("calm", findings);
            for (int round = 1; round <= ROUNDS; round++) {
                strangers.forEach(agent -> agent.log("stripe.refund", "failed", "{\"amount\":1}"));
                round("round " + round, findings);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            hanging.forEach(Strangers::close);
        }
    }

    /** Nobody accepts the connections, so that the system takes the requests and no answer ever comes. */
    private Agent stranger(List<ServerSocket> hanging) throws IOException {
        Company company = Company.register(scenario.server().baseUri());
        Agent agent = company.agent("stranger");
        for (int webhook = 0; webhook < WEBHOOKS; webhook++) {
            ServerSocket socket = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
            hanging.add(socket);
            company.webhook(URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/"), "log.failed");
        }
        return agent;
    }

    private void round(String name, Findings findings) {
        List<Load.Call> calls = scenario.load().steadily(PER_SECOND, ROUND);
        Ledger ledger = scenario.settle(calls);
        Histogram delays = ledger.delays().dueToReceipt();
        String title = "a healthy webhook beside 400 that hang, " + name;
        findings.add(title + ", median", delays.getValueAtPercentile(50) / 1000.0, "ms");
        findings.add(title + ", worst", delays.getMaxValue() / 1000.0, "ms");
        findings.add(title + ", missing", ledger.missing(), "events");
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
