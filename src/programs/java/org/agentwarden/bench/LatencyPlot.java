package org.agentwarden.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** The latencies of some rows as curves over their percentiles, as SVG; both axes are logarithmic. */
final class LatencyPlot {

    private static final List<Double> PERCENTILES = List.of(0.0, 50.0, 75.0, 90.0, 95.0, 99.0, 99.9, 99.99);
    private static final List<String> COLOURS =
            List.of("#1b6ca8", "#c0392b", "#27803a", "#8e44ad", "#b9770e", "#444444");
    private static final int WIDTH = 860;
    private static final int HEIGHT = 460;
    private static final int LEFT = 70;
    private static final int RIGHT = 30;
    private static final int TOP = 30;
    private static final int BOTTOM = 60;
    private static final int DECADES = 5;

    /** One curve. */
    record Curve(String name, Histogram micros) {}

    private LatencyPlot() {}

    static String svg(String title, List<Curve> curves) {
        StringBuilder svg = new StringBuilder();
        svg.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">%n"
                        .formatted(WIDTH, HEIGHT + 18 * curves.size()));
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>").append(System.lineSeparator());
        text(svg, LEFT, 18, "start", title + ", milliseconds by percentile");
        for (int decade = 0; decade <= DECADES; decade++) {
            double millis = Math.pow(10, decade - 1.0);
            double y = y(millis * 1000);
            line(svg, LEFT, y, WIDTH - RIGHT, y);
            text(svg, LEFT - 8, y + 4, "end", millis < 1 ? "0.1" : String.format(Locale.ROOT, "%.0f", millis));
        }
        for (double percentile : PERCENTILES) {
            line(svg, x(percentile), TOP, x(percentile), HEIGHT - BOTTOM);
            text(svg, x(percentile), HEIGHT - BOTTOM + 18, "middle", number(percentile));
        }
        for (int index = 0; index < curves.size(); index++) {
            curve(svg, curves.get(index), COLOURS.get(index % COLOURS.size()), HEIGHT - 20 + 18 * index);
        }
        return svg.append("</svg>").append(System.lineSeparator()).toString();
    }

    private static void curve(StringBuilder svg, Curve curve, String colour, int legendY) {
        String points = IntStream.rangeClosed(0, 200)
                .mapToDouble(step -> 100 - 100 * Math.pow(10, -4.0 * step / 200))
                .mapToObj(percentile -> number(x(percentile)) + ","
                        + number(y(Math.max(100.0, (double) curve.micros().getValueAtPercentile(percentile)))))
                .collect(Collectors.joining(" "));
        svg.append(
                "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"%s\"/>%n".formatted(colour, points));
        svg.append("<rect x=\"%d\" y=\"%d\" width=\"14\" height=\"4\" fill=\"%s\"/>%n"
                .formatted(LEFT, legendY - 6, colour));
        text(svg, LEFT + 22, legendY, "start", curve.name());
    }

    /** By the share that is slower, so that each nine has the same room. */
    private static double x(double percentile) {
        double nines = -Math.log10(Math.max(1e-4, 1 - percentile / 100));
        return LEFT + nines / 4 * (WIDTH - LEFT - RIGHT);
    }

    private static double y(double micros) {
        double decades = Math.log10(micros / 100);
        return HEIGHT - BOTTOM - decades / DECADES * (HEIGHT - TOP - BOTTOM);
    }

    private static void line(StringBuilder svg, double x1, double y1, double x2, double y2) {
        svg.append("<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"#dddddd\"/>%n"
                .formatted(number(x1), number(y1), number(x2), number(y2)));
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
        svg.append("<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>%n"
                .formatted(
                        number(x), number(y), anchor, text.replace("&", "&amp;").replace("<", "&lt;")));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value).replaceFirst("\\.?0+$", "");
    }
}
