package org.agentwarden.settings;

/** Which attempts of deliveries are logged one by one. */
public enum LoggedAttempts {
    FAILED,
    ALL
}
