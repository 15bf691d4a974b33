package org.agentwarden.architecture.planted.agents;

/** An agent with a method that nobody calls. */
public class ForgottenAgent {

    boolean isIdle() {
        return true;
    }
}
