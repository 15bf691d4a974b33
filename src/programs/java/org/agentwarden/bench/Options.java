package org.agentwarden.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the caller chooses, each as {@code name=value}.
 *
 * @param concurrency reports that are under way at once when a load saturates
 * @param time of each load
 * @param events to drain
 * @param repeats of each measurement; the report shows medians
 * @param pending deliveries that wait when the server starts
 * @param stored finished deliveries for the growth part, the second time, and for the retention part
 * @param recorded whether the flight recorder watches the server
 * @param peers other servers to compare with
 * @param peersFile where they are, as {@link PeerSettings} reads it
 * @param nodeCommand starts each node of the server; {@code {}} stands for its number, from 0. Empty: nothing does
 * @param nodeLimit runs for each node of the scale part when it is warm; {@code {}} stands for its number. Empty: nothing does
 */
record Options(
        Set<String> parts,
        Set<String> databases,
        int concurrency,
        Duration time,
        int events,
        int repeats,
        int pending,
        int stored,
        boolean recorded,
        List<Peer> peers,
        Path peersFile,
        String nodeCommand,
        String nodeLimit) {

    static final String H2 = "h2";
    static final String POSTGRESQL = "postgresql";

    private static final List<String> ALL_PARTS = List.of(
            "ingest",
            "drain",
            "check",
            "batch",
            "isolation",
            "strangers",
            "start",
            "growth",
            "lists",
            "pending",
            "retention",
            "scale",
            "versions",
            "peers");
    private static final String DEFAULT_PARTS = "ingest,drain,check,isolation,strangers,start";

    private static final List<Peer> ALL_PEERS = List.of(new Svix(), new Outpost());

    /**
     * Reads the arguments.
     *
     * @throws IllegalArgumentException with a text for the caller, when one can't be used
     */
    static Options parse(String... arguments) {
        Map<String, String> given = new HashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("Not name=value: " + argument);
            }
            given.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        Options options = new Options(
                parts(given.remove("parts")),
                databases(given.remove("database")),
                number(given, "concurrency", 16),
                Duration.ofSeconds(number(given, "seconds", 15)),
                number(given, "events", 20_000),
                number(given, "repeats", 5),
                number(given, "pending", 1_000_000),
                number(given, "stored", 1_000_000),
                Boolean.parseBoolean(given.remove("jfr")),
                peers(given.remove("peers")),
                Path.of(Objects.requireNonNullElse(given.remove("peers.file"), "")),
                Objects.requireNonNullElse(given.remove("node.command"), ""),
                Objects.requireNonNullElse(given.remove("node.limit"), ""));
        if (options.has("peers") == options.peers.isEmpty()) {
            throw new IllegalArgumentException("The part peers and the names of the peers belong together");
        }
        if (!given.isEmpty()) {
            throw new IllegalArgumentException("Unknown: " + given.keySet());
        }
        return options;
    }

    boolean has(String part) {
        return parts.contains(part);
    }

    /** The words of the command that starts a node of this number. */
    List<String> nodeCommand(int number) {
        return words(nodeCommand, number);
    }

    /** The words of the command that limits a warm node of this number. */
    List<String> nodeLimit(int number) {
        return words(nodeLimit, number);
    }

    private static List<String> words(String command, int number) {
        return Stream.of(command.split(" "))
                .filter(word -> !word.isEmpty())
                .map(word -> word.replace("{}", Integer.toString(number)))
                .toList();
    }

    boolean hasAny(String... wanted) {
        return Stream.of(wanted).anyMatch(parts::contains);
    }

    private static Set<String> parts(String list) {
        Set<String> parts = new LinkedHashSet<>(List.of((isGiven(list) ? list : DEFAULT_PARTS).split(",")));
        parts.forEach(part -> {
            if (!ALL_PARTS.contains(part)) {
                throw new IllegalArgumentException("No such part: " + part + "; there are " + ALL_PARTS);
            }
        });
        return parts;
    }

    private static Set<String> databases(String name) {
        return switch (isGiven(name) ? name : "both") {
            case H2 -> Set.of(H2);
            case POSTGRESQL -> Set.of(POSTGRESQL);
            case "both" -> new LinkedHashSet<>(List.of(H2, POSTGRESQL));
            default -> throw new IllegalArgumentException("Not a database: " + name + "; h2, postgresql or both");
        };
    }

    private static List<Peer> peers(String names) {
        return isGiven(names) ? Stream.of(names.split(",")).map(Options::peer).toList() : List.of();
    }

    private static Peer peer(String name) {
        return ALL_PEERS.stream()
                .filter(peer -> peer.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No such peer: " + name + "; there are "
                        + ALL_PEERS.stream().map(Peer::name).toList()));
    }

    private static int number(Map<String, String> given, String name, int otherwise) {
        String text = given.remove(name);
        if (!isGiven(text)) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is not a number: " + text, e);
        }
        throw new IllegalArgumentException(name + " must be positive, not " + text);
    }

    private static boolean isGiven(String text) {
        return text != null && !text.isEmpty();
    }
}
