package org.agentwarden.architecture.planted.metrics;

/** There to be read by somebody who should not. */
public final class Numbers {}
