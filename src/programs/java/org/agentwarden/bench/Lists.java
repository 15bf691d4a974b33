package org.agentwarden.bench;

import java.util.List;
import java.util.stream.IntStream;

/** People who read lists of deliveries of a hundred webhooks, when little is stored and when a lot is. */
final class Lists {

    private static final int FEW = 10_000;
    private static final int WEBHOOKS = 100;
    private static final String LARGEST_OFFSET = "10000";

    private final Scenario track;

    Lists(Scenario track) {
        this.track = track;
    }

    void run(Findings findings) {
        IntStream.range(1, WEBHOOKS)
                .forEach(number -> track.company().webhook(track.sink().path(number), "log.failed"));
        read(1, FEW, findings);
        read(FEW + 1, track.options().stored(), findings);
    }

    private void read(long from, long to, Findings findings) {
        track.server().stop();
        Findings.say("Storing %d deliveries".formatted(to - from + 1));
        new StoredRows(track).addFinished(from, to);
        track.server().start();
        track.server().awaitReady();
        String stored = ", %d stored".formatted(to);
        measure("first page of all" + stored, List.of("/api/deliveries?limit=100"), findings);
        measure("first page of a webhook" + stored, ofEachWebhook("?limit=100"), findings);
        measure(
                "page at offset " + LARGEST_OFFSET + stored,
                List.of("/api/deliveries?limit=100&offset=" + LARGEST_OFFSET),
                findings);
        measure("failed of all" + stored, List.of("/api/deliveries?limit=100&status=exhausted"), findings);
        track.reportMemory("lists" + stored, findings);
    }

    private List<String> ofEachWebhook(String query) {
        return track.company().api().get("/api/webhooks?limit=100").expect(200).array().stream()
                .map(webhook -> "/api/webhooks/" + webhook.asJsonObject().getString("id") + "/deliveries" + query)
                .toList();
    }

    private void measure(String name, List<String> paths, Findings findings) {
        Load reads = Load.reads(track.company().api(), paths);
        Stage unused = read(name, reads);
        for (int repeat = 0; repeat < track.options().repeats(); repeat++) {
            findings.add(read(name, reads));
        }
    }

    private Stage read(String name, Load reads) {
        Usage before = track.usage();
        List<Load.Call> calls =
                reads.saturate(track.options().concurrency(), track.options().time());
        Stage.Cost cost = Stage.Cost.between(before, track.usage(), calls.size());
        Ledger books = new Ledger(calls, new Arrivals());
        return new Stage(
                name,
                new Stage.Counts(books.accepted(), calls.size() - books.accepted(), 0, 0),
                new Stage.Rates(books.acceptedPerSecond(), Double.NaN, Double.NaN),
                books.delays(),
                cost);
    }
}
