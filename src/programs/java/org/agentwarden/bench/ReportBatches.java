package org.agentwarden.bench;

import java.util.ArrayList;
import java.util.List;

/** Single reports, and arrays of fifty, under full load in turn; only turns that follow each other are compared. */
final class ReportBatches {

    private static final int REPORTS = 50;
    private static final String SINGLE = "single reports, full load";
    private static final String ARRAYS = REPORTS + " reports in a request, full load";

    private final Scenario track;

    ReportBatches(Scenario track) {
        this.track = track;
    }

    void run(Findings findings) {
        Ingest ingest = new Ingest(track);
        // The warm-up had single reports only.
        Stage unused = ingest.saturatingInArrays("warming up, " + ARRAYS, REPORTS);
        List<Double> speeds = new ArrayList<>();
        List<Double> costs = new ArrayList<>();
        for (int repeat = 0; repeat < track.options().repeats(); repeat++) {
            Stage single = ingest.saturating(SINGLE);
            Stage arrays = ingest.saturatingInArrays(ARRAYS, REPORTS);
            findings.add(single);
            findings.add(arrays);
            speeds.add(arrays.rates().delivered() / single.rates().delivered());
            costs.add(arrays.cost().server() / single.cost().server());
        }
        add("delivered/s of arrays to that of single reports", speeds, findings);
        add("the server's CPU per event of arrays to that of single reports", costs, findings);
    }

    private static void add(String name, List<Double> ratios, Findings findings) {
        Spread spread = Spread.of(ratios.stream().mapToDouble(Double::doubleValue));
        findings.add(name + ", median", spread.median(), "x");
        findings.add(name + ", least", spread.least(), "x");
        findings.add(name + ", most", spread.most(), "x");
    }
}
