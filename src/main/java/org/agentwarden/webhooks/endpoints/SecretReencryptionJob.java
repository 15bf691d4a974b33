package org.agentwarden.webhooks.endpoints;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import org.agentwarden.platform.schedule.PeriodicTask;
import org.agentwarden.security.SecretBox;

/** Encrypts all stored secrets with the newest key, once per start, in small steps. */
@ApplicationScoped
public class SecretReencryptionJob extends PeriodicTask {

    private static final Logger LOG = System.getLogger(SecretReencryptionJob.class.getName());
    private static final Duration LONGEST_RUN = Duration.ofSeconds(5);

    @Inject
    private SecretReencryption resealing;

    @Inject
    private SecretBox secrets;

    /** The endpoint that the last step ended with; empty when all are done. */
    private Optional<String> reached = Optional.of("");

    public SecretReencryptionJob() {
        super("secret-renewal", Duration.ofSeconds(20));
    }

    /** Each step has a transaction of its own; a step that fails is repeated by the next run. */
    @Override
    public void run() {
        if (reached.isEmpty() || !secrets.hasOlderKeys()) {
            return;
        }
        long start = System.nanoTime();
        while (reached.isPresent() && System.nanoTime() - start < LONGEST_RUN.toNanos()) {
            reached = resealing.step(reached.get());
        }
        if (reached.isEmpty()) {
            LOG.log(Level.INFO, "All secrets that could be opened are sealed with the newest key; older ones can go");
        }
    }
}
