package org.agentwarden.architecture.planted.settings;

import java.util.Optional;
import org.agentwarden.architecture.planted.security.KeyRing;

/** Half of a circle of two rooms. */
public record KeySettings(Optional<KeyRing> keys) {}
