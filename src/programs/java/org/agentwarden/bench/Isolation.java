package org.agentwarden.bench;

import java.util.List;

/**
 * Ten companies with an endpoint each share a steady load; then the first one's endpoint takes every request and answers
 * none. What the nine others get is compared.
 */
final class Isolation {

    static final int COMPANIES = 10;

    /** The contract's timeout: an endpoint that hangs holds each request for so long. */
    static final String TIMEOUT = "5s";

    private static final int HANGING = 0;
    private static final double SHARE = 0.5;

    private final Scenario track;
    private final double perSecond;

    /**
     * At half of what the server keeps up with.
     *
     * @param saturated events per second that it keeps up with at most
     */
    Isolation(Scenario track, double saturated) {
        this.track = track;
        this.perSecond = SHARE * saturated;
    }

    void run(Findings findings) {
        for (int repeat = 0; repeat < track.options().repeats(); repeat++) {
            findings.add(run("nine endpoints, the tenth well"));
            track.sink().closeGate(HANGING);
            findings.add(run("nine endpoints, the tenth hangs"));
            int unused = track.sink().openGate();
        }
    }

    private Stage run(String name) {
        double baseline = track.baseline();
        Usage before = track.usage();
        List<Load.Call> others = track
                .load()
                .steadily(perSecond, track.options().time())
                .stream()
                .filter(call -> track.load().agentOf(call.sequence()) != HANGING)
                .toList();
        Ledger books = track.settle(others);
        Findings.say("%s: %.0f delivered/s, p99 %.1f ms"
                .formatted(
                        name,
                        books.deliveredPerSecond(),
                        books.delays().dueToReceipt().getValueAtPercentile(99) / 1000.0));
        return new Stage(
                name,
                books.counts(0),
                new Stage.Rates(books.acceptedPerSecond(), books.deliveredPerSecond(), baseline),
                books.delays(),
                Stage.Cost.between(before, track.usage(), others.size()));
    }
}
