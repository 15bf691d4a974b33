package org.agentwarden.settings;

/** How the {@code timestamp} of a webhook's envelope is written: the guide shows both forms. */
public enum TimestampStyle {
    /** {@code 2026-02-25T23:51:33.984319Z}. */
    UTC,
    /** {@code 2026-02-25T23:51:33.984319}: UTC as well, but without saying so. */
    BARE
}
