package org.agentwarden.agents;

import java.util.regex.Pattern;

/** A condition could not be evaluated for a check. */
final class ConditionFailed extends Exception {

    private static final long serialVersionUID = 1L;

    /** What the language puts before its reason, and after it. */
    private static final Pattern AROUND =
            Pattern.compile("^evaluation error( at [^ ]*)?: |\\.? Overload candidates: [^ ]*(, [^ ]*)*$");

    ConditionFailed(String reason) {
        super(AROUND.matcher(reason).replaceAll(""));
    }
}
