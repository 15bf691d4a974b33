package org.agentwarden.architecture.planted.audit;

/** What only its own room may use. */
public final class LogReader {}
