package org.agentwarden.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Other servers and ours take the same load in turn: a peer, ours, the next peer, ours. The speed of a shared machine
 * changes from minute to minute, so a peer is compared with our turn right after its own.
 */
final class Peers {

    /** What every server keeps up with on two cores, so that the latency is not that of a backlog. */
    private static final double LIGHT_PER_SECOND = 200;

    private static final String OURS = "agentwarden";

    private final Scenario ours;
    private final List<PeerServer> peers;

    private Peers(Scenario ours, List<PeerServer> peers) {
        this.ours = ours;
        this.peers = peers;
    }

    /** Compares with the peers that the options name. */
    static void compareWith(Scenario ours, Findings findings) {
        List<PeerServer> peers = new ArrayList<>();
        try {
            ours.options().peers().forEach(peer -> peers.add(PeerServer.open(ours.options(), peer)));
            new Peers(ours, peers).run(findings);
        } finally {
            peers.forEach(PeerServer::close);
        }
    }

    private void run(Findings findings) {
        for (PeerServer peer : peers) {
            warmUp(peer.name(), peer);
        }
        warmUp(OURS, ours);
        Map<String, List<Double>> ratios = new LinkedHashMap<>();
        for (int repeat = 0; repeat < ours.options().repeats(); repeat++) {
            for (PeerServer peer : peers) {
                double its = saturate(peer.name(), peer, findings);
                double own = saturate(OURS, ours, findings);
                ratios.computeIfAbsent(peer.name(), name -> new ArrayList<>()).add(own / its);
            }
        }
        for (int repeat = 0; repeat < ours.options().repeats(); repeat++) {
            for (PeerServer peer : peers) {
                loadLightly(peer.name(), peer, findings);
                loadLightly(OURS, ours, findings);
            }
        }
        ratios.forEach((name, turns) -> findings.addRatio(
                "delivered/s, ours to that of " + name, Spread.of(turns.stream().mapToDouble(Double::doubleValue))));
        peers.forEach(peer -> reportMemory(peer.name(), peer, findings));
        reportMemory(OURS, ours, findings);
    }

    private static void warmUp(String name, SystemUnderTest system) {
        Findings.say("Warming up " + name);
        double unused = new WarmUp(system).run();
    }

    private static double saturate(String name, SystemUnderTest system, Findings findings) {
        Stage stage = new Ingest(system).saturating(name + ", full load");
        findings.add(stage);
        return stage.rates().delivered();
    }

    private static void loadLightly(String name, SystemUnderTest system, Findings findings) {
        findings.add(new Ingest(system).steadily(name + ", 200/s", LIGHT_PER_SECOND));
    }

    private static void reportMemory(String name, SystemUnderTest system, Findings findings) {
        findings.add("resident, server " + name, system.serverProcesses().residentMegabytes(), "MB");
        findings.add("resident, stores of " + name, system.storeProcesses().residentMegabytes(), "MB");
    }
}
