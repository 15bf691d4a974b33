package org.agentwarden.actions;

/** What has become of one report of several. */
sealed interface ReportOutcome {

    /** It is committed. */
    record Stored(Report report) implements ReportOutcome {}

    /** It has no row, or nobody can tell whether it has: the database could not be reached. */
    record Refused(RuntimeException reason) implements ReportOutcome {}
}
