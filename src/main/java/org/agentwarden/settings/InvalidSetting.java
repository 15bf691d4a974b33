package org.agentwarden.settings;

import java.util.regex.Pattern;

/** A setting whose value can't be used. The message is one line that names the key and says what is allowed. */
public final class InvalidSetting extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final Pattern CONTROL_CHARACTERS = Pattern.compile("\\R|\\p{Cntrl}");

    /**
     * @param key the setting's full key, for example {@code agentwarden.http.port}
     * @param value what was configured; leave secrets out
     * @param allowed what would have been accepted, completing "must be ..."
     */
    public InvalidSetting(String key, String value, String allowed) {
        super(key + ": '" + CONTROL_CHARACTERS.matcher(value).replaceAll(" ") + "' must be " + allowed);
    }
}
