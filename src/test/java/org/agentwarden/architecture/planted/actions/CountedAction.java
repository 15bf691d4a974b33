package org.agentwarden.architecture.planted.actions;

import io.micrometer.core.instrument.Counter;

/** Counts itself. */
public record CountedAction(Counter counter) {}
