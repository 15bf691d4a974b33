package org.agentwarden.settings;

/** Whether {@code GET /metrics} answers. */
public enum MetricsAccess {
    OPEN,
    OFF
}
