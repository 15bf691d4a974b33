package org.agentwarden.limits;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.OptionalInt;
import org.agentwarden.platform.http.TooManyRequests;
import org.agentwarden.settings.Settings;

/** Limits the API keys that are refused to the current client's address per minute, since each costs a query. */
@ApplicationScoped
public class RefusedKeys {

    private static final String COUNTED = "refused keys of ";

    @Inject
    private RateLimits limits;

    @Inject
    private ClientNetwork network;

    @Inject
    private Settings settings;

    /** Call before a key is looked up. @throws TooManyRequests when the client has used up its limit */
    public void requireRoom() {
        limit().ifPresent(
                        perMinute -> limits.timeUntilRoom(counted(), perMinute).ifPresent(wait -> {
                            throw new TooManyRequests(wait);
                        }));
    }

    /** Counts a key that was refused. */
    public void count() {
        limit().ifPresent(perMinute -> limits.take(counted(), perMinute));
    }

    private OptionalInt limit() {
        return settings.requestRules().refusedKeys();
    }

    private String counted() {
        return COUNTED + network.client();
    }
}
