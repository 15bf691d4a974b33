package org.agentwarden.platform.json;

/** A text that is not the JSON asked for; the message is one sentence that may be shown to the caller. */
public final class MalformedJson extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MalformedJson(String message) {
        super(message, null, false, false);
    }
}
