package org.agentwarden.architecture.planted.agents;

/** A rule that takes two spellings of an action for two actions. */
public record ComparedByItsText(String action) {

    boolean covers(String wanted) {
        return action.equals(wanted);
    }
}
