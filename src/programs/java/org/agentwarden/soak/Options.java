package org.agentwarden.soak;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;

/**
 * What can be chosen for a run.
 *
 * @param load how long the load lasts; giving everything back and settling come on top
 * @param requestsPerSecond of all agents together
 * @param seed decides which disturbances come when
 * @param outages how long the database and the broker are away, and whether nodes are restarted in between
 * @param nodes more than one need a database and a broker of their own
 */
record Options(
        Duration load, int requestsPerSecond, long seed, Outages outages, int nodes, Database database, Broker broker) {

    /** Restarts between outages hide whatever an outage has stopped for good. */
    enum Outages {
        /** One to fifteen seconds, and nodes are killed and restarted as well. */
        SHORT(Duration.ofSeconds(1), Duration.ofSeconds(15)),

        /** Twenty to sixty seconds, and no node is ever restarted. */
        LONG(Duration.ofSeconds(20), Duration.ofSeconds(60));

        private final Duration shortest;
        private final Duration longest;

        Outages(Duration shortest, Duration longest) {
            this.shortest = shortest;
            this.longest = longest;
        }

        Duration shortest() {
            return shortest;
        }

        Duration longest() {
            return longest;
        }
    }

    enum Database {
        H2,
        POSTGRESQL
    }

    enum Broker {
        EMBEDDED("embedded broker"),
        EXTERNAL("external broker"),
        PAIR("primary and backup broker");

        private final String text;

        Broker(String text) {
            this.text = text;
        }
    }

    Options {
        if (nodes < 1) {
            throw new IllegalArgumentException("nodes must be at least 1");
        }
        if (nodes > 1 && (database == Database.H2 || broker == Broker.EMBEDDED)) {
            throw new IllegalArgumentException("Several nodes need database=postgresql, and broker=external or pair");
        }
        if (outages == Outages.LONG && database == Database.H2 && broker == Broker.EMBEDDED) {
            throw new IllegalArgumentException("Long outages need database=postgresql, or broker=external or pair");
        }
    }

    /**
     * Reads {@code minutes}, {@code rate}, {@code seed} (empty for a new one), {@code outages}, {@code nodes}, {@code
     * database} and {@code broker}.
     *
     * @throws IllegalArgumentException for a value that can't be used
     */
    static Options from(Properties properties) {
        String seed = properties.getProperty("seed", "");
        return new Options(
                Duration.ofSeconds(Math.round(60 * Double.parseDouble(properties.getProperty("minutes", "30")))),
                Integer.parseInt(properties.getProperty("rate", "50")),
                seed.isEmpty() ? System.nanoTime() : Long.parseLong(seed),
                Outages.valueOf(choice(properties, "outages", "short")),
                Integer.parseInt(properties.getProperty("nodes", "1")),
                Database.valueOf(choice(properties, "database", "h2")),
                Broker.valueOf(choice(properties, "broker", "embedded")));
    }

    private static String choice(Properties properties, String name, String standard) {
        return properties.getProperty(name, standard).toUpperCase(Locale.ROOT);
    }

    /** What can be done to the installation without touching what only the server itself may. */
    Set<Disturbance> disturbances() {
        Set<Disturbance> possible = EnumSet.noneOf(Disturbance.class);
        if (outages == Outages.SHORT) {
            possible.addAll(Set.of(Disturbance.KILL, Disturbance.RESTART));
        }
        if (database == Database.POSTGRESQL) {
            possible.add(Disturbance.DATABASE_OUTAGE);
        }
        if (broker != Broker.EMBEDDED) {
            possible.add(Disturbance.BROKER_OUTAGE);
        }
        return possible;
    }

    @Override
    public String toString() {
        return "%s%s, %s, %d requests/s for %d:%02d minutes, %s outages, seed %d"
                .formatted(
                        nodes == 1 ? "" : nodes + " nodes, ",
                        database == Database.H2 ? "H2" : "PostgreSQL",
                        broker.text,
                        requestsPerSecond,
                        load.toMinutes(),
                        load.toSecondsPart(),
                        outages.name().toLowerCase(Locale.ROOT),
                        seed);
    }
}
