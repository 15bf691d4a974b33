package org.agentwarden.bench;

/** The same drain in a small database and in one that has stored a lot. */
final class Growth {

    private static final int FEW = 10_000;

    private final Scenario track;

    Growth(Scenario track) {
        this.track = track;
    }

    void run(Findings findings) {
        drain("drain, %d stored".formatted(FEW), 1, FEW, findings);
        drain(
                "drain, %d stored".formatted(track.options().stored()),
                FEW + 1,
                track.options().stored(),
                findings);
    }

    private void drain(String name, long from, long to, Findings findings) {
        track.server().stop();
        Findings.say("Storing %d deliveries".formatted(to - from + 1));
        new StoredRows(track).addFinished(from, to);
        track.server().start();
        track.server().awaitReady();
        double unused = new WarmUp(track).run();
        Drain drain = new Drain(track);
        for (int repeat = 0; repeat < track.options().repeats(); repeat++) {
            findings.add(drain.run(name, track.options().events()));
        }
    }
}
