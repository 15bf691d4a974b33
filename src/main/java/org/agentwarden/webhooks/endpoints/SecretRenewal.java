package org.agentwarden.webhooks.endpoints;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.agentwarden.security.SecretBox;

/** After a key was put before the older ones, seals all stored secrets with it, once per start and in small steps. */
@Singleton
@Startup
@DependsOn("Migrations")
public class SecretRenewal {

    private static final Logger LOG = System.getLogger(SecretRenewal.class.getName());

    @Inject
    private Resealing resealing;

    @Inject
    private SecretBox secrets;

    private boolean done;

    /** Each step has a transaction of its own. */
    @Schedule(hour = "*", minute = "*", second = "*/20", persistent = false)
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void renew() {
        if (done || !secrets.hasOlderKeys()) {
            return;
        }
        Optional<String> last = Optional.of("");
        while (last.isPresent()) {
            last = resealing.step(last.get());
        }
        done = true;
        LOG.log(Level.INFO, "All secrets that could be opened are sealed with the newest key; older ones can go");
    }
}
