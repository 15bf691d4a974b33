package org.agentwarden.architecture.planted.security;

import org.agentwarden.architecture.planted.settings.KeySettings;

/** Half of a circle of two rooms. */
public record KeyRing(KeySettings settings) {}
