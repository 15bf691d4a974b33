package org.agentwarden.demo;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Progress for somebody who watches, each step with the time since the start.
 *
 * @param startNanos what {@link System#nanoTime} said at the start
 */
record Console(PrintStream out, long startNanos) {

    void title(String text) {
        out.println();
        out.println(text);
        out.println();
    }

    void step(String text) {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        out.printf(Locale.ROOT, "[%5.1f s]  %s%n", seconds, text);
    }

    void plain(String text) {
        out.println(text);
    }

    void block(String text) {
        text.lines().forEach(line -> out.println("            " + line));
    }
}
