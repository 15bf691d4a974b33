package org.agentwarden.bench;

/** A server that starts with a huge backlog: how much memory it takes, and whether it drains as fast as a small one. */
final class Backlog {

    /** Above the numbers of any load, so that the sink's books tell them apart. */
    private static final int FIRST = 10_000_000;

    private final Scenario track;

    Backlog(Scenario track) {
        this.track = track;
    }

    void run(Findings findings) {
        int pending = track.options().pending();
        track.server().stop();
        Findings.say("Storing %d deliveries that are due".formatted(pending));
        new StoredRows(track).addPending(FIRST, FIRST + pending - 1L);
        int countBefore = track.sink().count();
        track.server().start();
        track.server().awaitReady();
        long half = half(countBefore, pending);
        long from = MachineClock.micros();
        track.awaitArrivals(countBefore + pending);
        int arrived = track.sink().count() - countBefore;
        findings.add("backlog: deliveries", pending, "");
        findings.add("backlog: missing", pending - arrived, "");
        findings.add(
                "backlog: drained in its second half",
                Ledger.perSecond((int) (arrived - half), from, MachineClock.micros()),
                "per s");
        track.reportMemory("backlog", findings);
    }

    /** Waits for the first half, in which the server is still warming up; returns how many have arrived then. */
    private int half(int countBefore, int pending) {
        track.awaitArrivals(countBefore + pending / 2);
        return track.sink().count() - countBefore;
    }
}
