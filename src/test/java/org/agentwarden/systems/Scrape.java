package org.agentwarden.systems;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What Prometheus makes of {@code /metrics}; a line that it could not read is refused with the line in the message. */
public final class Scrape {

    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final Pattern COMMENT =
            Pattern.compile("# (?:HELP " + NAME + " .*|TYPE (" + NAME + ") (counter|gauge|histogram|summary|untyped))");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\\n]|\\\\[\\\\n\"])*)\"");
    private static final Pattern SAMPLE =
            Pattern.compile("(" + NAME + ")(?:\\{(" + LABEL.pattern() + "(?:," + LABEL.pattern() + ")*),?})? (\\S+)");
    private static final int VALUE_GROUP = 7;

    private final Map<String, Double> samples = new TreeMap<>();
    private final Map<String, String> types = new TreeMap<>();

    private Scrape() {}

    /** Reads the text format 0.0.4. */
    public static Scrape of(String text) {
        Scrape scrape = new Scrape();
        text.lines().filter(line -> !line.isEmpty()).forEach(scrape::read);
        return scrape;
    }

    private void read(String line) {
        Matcher comment = COMMENT.matcher(line);
        Matcher sample = SAMPLE.matcher(line);
        if (comment.matches()) {
            if (comment.group(1) != null) {
                types.put(comment.group(1), comment.group(2));
            }
        } else if (sample.matches()) {
            String labels = sample.group(2) == null ? "" : "{" + sample.group(2) + "}";
            if (samples.put(sample.group(1) + labels, number(sample.group(VALUE_GROUP))) != null) {
                throw new IllegalStateException("Twice: " + line);
            }
        } else {
            throw new IllegalStateException("Not Prometheus' text format: " + line);
        }
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    /** The value of a sample, by its name and labels as they are written. */
    public double value(String sample) {
        Double value = samples.get(sample);
        if (value == null) {
            throw new IllegalStateException("No sample " + sample + " among " + samples.keySet());
        }
        return value;
    }

    /** The names of the metrics with their types. */
    public Map<String, String> types() {
        return Map.copyOf(types);
    }

    /** Every label's values, by the label's name. */
    public Map<String, Set<String>> labels() {
        return samples.keySet().stream()
                .flatMap(sample -> LABEL.matcher(sample).results())
                .collect(Collectors.groupingBy(
                        label -> label.group(1), Collectors.mapping(label -> label.group(2), Collectors.toSet())));
    }

    /** How much more each sample has than it had; those that have not changed are left out. */
    public Map<String, Double> since(Scrape earlier) {
        Map<String, Double> grown = new TreeMap<>();
        samples.forEach((sample, value) -> {
            double growth = value - earlier.samples.getOrDefault(sample, 0.0);
            if (growth != 0) {
                grown.put(sample, growth);
            }
        });
        return grown;
    }
}
