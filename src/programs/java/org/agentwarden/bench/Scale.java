package org.agentwarden.bench;

import java.time.Duration;
import java.util.List;

/** The same saturating load on one node and on two, without and with a broker beside them. */
final class Scale {

    private final Options options;
    private final Database database;

    Scale(Options options, Database database) {
        this.options = options;
        this.database = database;
    }

    void run(Findings findings) {
        for (Layout layout : layouts()) {
            try (Scenario track =
                    Scenario.open(options, database, Environment.named("scale").laidOutAs(layout))) {
                run(track, layout.title(), findings);
            }
        }
    }

    private List<Layout> layouts() {
        return database.isShared()
                ? List.of(Layout.ALONE, new Layout(1, true), new Layout(2, true))
                : List.of(Layout.ALONE, new Layout(1, true));
    }

    private void run(Scenario track, String title, Findings findings) {
        new WarmUp(track).fully();
        track.limitNodes();
        Duration brokerBefore = track.brokerCpu();
        int accepted = 0;
        for (int repeat = 0; repeat < options.repeats(); repeat++) {
            Stage stage = new Ingest(track).saturating(title);
            findings.add(stage);
            accepted += stage.counts().accepted();
        }
        double brokerSeconds = track.brokerCpu().minus(brokerBefore).toMillis() / 1000.0;
        findings.add("broker, " + title, brokerSeconds * 1000 / Math.max(1, accepted), "CPU s per 1000");
    }
}
