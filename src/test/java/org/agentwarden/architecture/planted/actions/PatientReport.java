package org.agentwarden.architecture.planted.actions;

import java.util.concurrent.CompletableFuture;

/** Waits until another thread has stored it, however long that takes. */
public final class PatientReport {

    public void await(CompletableFuture<Void> stored) {
        stored.join();
    }
}
