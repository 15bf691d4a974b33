package org.agentwarden.settings;

/** Whether strangers may create an organization through {@code POST /auth/register}. */
public enum Registration {
    OPEN,
    CLOSED
}
