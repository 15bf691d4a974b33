package org.agentwarden.architecture.planted.platform;

import org.glassfish.grizzly.Connection;

/** A class of Payara's connector outside of ours. */
public record GrizzlyProbe(Connection<?> connection) {}
