package org.agentwarden.settings;

/** How a line of the log that is made of fields is written: as {@code key=value}, or as one JSON object. */
public enum LineFormat {
    TEXT,
    JSON
}
