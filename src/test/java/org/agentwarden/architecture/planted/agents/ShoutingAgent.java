package org.agentwarden.architecture.planted.agents;

/** In Turkish its name has another letter. */
public final class ShoutingAgent {

    @SuppressWarnings("StringCaseLocaleUsage")
    String loud(String name) {
        return name.toUpperCase();
    }
}
