package org.agentwarden.audit;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A line of CSV (RFC 4180) that is safe to open in a spreadsheet: a cell that one would take for a formula begins with an
 * apostrophe, so that whoever has a text logged can't make the reader's spreadsheet compute it. Pure.
 */
final class CsvLine {

    /** What formulas begin with, the full-width forms of East Asian keyboards included. */
    private static final String FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    private static final String TO_BE_QUOTED = "\",;'\t\r\n ";

    private CsvLine() {}

    /** With its end. */
    static String of(List<String> cells) {
        return cells.stream().map(CsvLine::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(String text) {
        String harmless = isFormula(text) ? "'" + text : text;
        return needsQuotes(harmless) ? '"' + harmless.replace("\"", "\"\"") + '"' : harmless;
    }

    private static boolean isFormula(String text) {
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
    }

    private static boolean needsQuotes(String text) {
        return text.chars().anyMatch(character -> TO_BE_QUOTED.indexOf(character) >= 0);
    }
}
