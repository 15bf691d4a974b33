package org.agentwarden.architecture.planted.approvals;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs on a thread that the container does not know. */
public class LateReminder {

    public void remind(Runnable task) {
        CompletableFuture.delayedExecutor(1, TimeUnit.MINUTES).execute(task);
    }
}
