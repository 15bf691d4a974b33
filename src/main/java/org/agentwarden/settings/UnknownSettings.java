package org.agentwarden.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names that look like settings and are none: a typing error in one is seen at the start. */
public final class UnknownSettings {

    private static final String VARIABLE = "AGENTWARDEN_";

    /** A name that differs by more is another one. */
    private static final int MOST_EDITS = 6;

    private UnknownSettings() {}

    /** One line for each environment variable of the kind, with the most similar setting; sorted. */
    public static List<String> amongVariables(Collection<String> names) {
        return lines(
                names.stream().filter(name -> name.startsWith(VARIABLE)),
                keys().map(SettingSource::environmentName).collect(Collectors.toSet()));
    }

    /** The same for each key of a file of settings. */
    public static List<String> amongKeys(Collection<String> keys) {
        return lines(keys.stream(), keys().collect(Collectors.toSet()));
    }

    private static Stream<String> keys() {
        return Settings.GROUPS.stream()
                .flatMap(group -> group.settings().stream())
                .map(SettingDescription::key);
    }

    private static List<String> lines(Stream<String> names, Set<String> known) {
        return names.filter(name -> !known.contains(name))
                .sorted()
                .map(name -> name + " is not a setting"
                        + nearest(name, known)
                                .map(similar -> "; the most similar is " + similar)
                                .orElse(""))
                .toList();
    }

    private static Optional<String> nearest(String name, Set<String> known) {
        return known.stream()
                .filter(candidate -> edits(name, candidate) <= MOST_EDITS)
                .min(Comparator.<String>comparingInt(candidate -> edits(name, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** The Levenshtein distance. */
    private static int edits(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int column = 0; column < above.length; column++) {
            above[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] line = new int[above.length];
            line[0] = row;
            for (int column = 1; column < line.length; column++) {
                int changed = above[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                line[column] = Math.min(changed, Math.min(above[column], line[column - 1]) + 1);
            }
            above = line;
        }
        return above[to.length()];
    }
}
