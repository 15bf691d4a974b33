package org.agentwarden.soak;

/** What happens to an installation sooner or later. */
enum Disturbance {
    /** The server's process is killed without warning. */
    KILL("kill -9 of the server"),

    /** The server is stopped as its operator would. */
    RESTART("graceful restart of the server"),

    /** The database's processes end without warning and come back after a while. */
    DATABASE_OUTAGE("database taken away"),

    /** The external broker is killed and comes back after a while. */
    BROKER_OUTAGE("broker taken away");

    private final String text;

    Disturbance(String text) {
        this.text = text;
    }

    /** For people. */
    String text() {
        return text;
    }
}
