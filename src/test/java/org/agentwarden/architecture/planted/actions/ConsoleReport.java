package org.agentwarden.architecture.planted.actions;

/** A report that goes past the log. */
public final class ConsoleReport {

    public void report(String action) {
        System.out.println(action);
    }
}
