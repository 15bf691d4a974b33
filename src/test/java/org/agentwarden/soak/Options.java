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
 * @param nodes more than one need a database and a broker of their own
 */
record Options(Duration load, int requestsPerSecond, long seed, int nodes, Database database, Broker broker) {

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
    }

    /**
     * Reads {@code minutes}, {@code rate}, {@code seed} (empty for a new one), {@code nodes}, {@code database} and {@code
     * broker}.
     *
     * @throws IllegalArgumentException for a value that can't be used
     */
    static Options from(Properties properties) {
        String seed = properties.getProperty("seed", "");
        return new Options(
                Duration.ofSeconds(Math.round(60 * Double.parseDouble(properties.getProperty("minutes", "30")))),
                Integer.parseInt(properties.getProperty("rate", "50")),
                seed.isEmpty() ? System.nanoTime() : Long.parseLong(seed),
                Integer.parseInt(properties.getProperty("nodes", "1")),
                Database.valueOf(choice(properties, "database", "h2")),
                Broker.valueOf(choice(properties, "broker", "embedded")));
    }

    private static String choice(Properties properties, String name, String standard) {
        return properties.getProperty(name, standard).toUpperCase(Locale.ROOT);
    }

    /** What can be done to the installation without touching what only the server itself may. */
    Set<Disturbance> disturbances() {
        Set<Disturbance> possible = EnumSet.of(Disturbance.KILL, Disturbance.RESTART);
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
        return "%s%s, %s, %d requests/s for %d:%02d minutes, seed %d"
                .formatted(
                        nodes == 1 ? "" : nodes + " nodes, ",
                        database == Database.H2 ? "H2" : "PostgreSQL",
                        broker.text,
                        requestsPerSecond,
                        load.toMinutes(),
                        load.toSecondsPart(),
                        seed);
    }
}
