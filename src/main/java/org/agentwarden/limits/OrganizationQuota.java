package org.agentwarden.limits;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.OptionalInt;
import org.agentwarden.platform.http.InvalidInput;
import org.agentwarden.platform.http.TooManyRequests;
import org.agentwarden.security.Caller;
import org.agentwarden.settings.Settings;

/** The rate limit of the caller's organization, by its plan and the plane of the request. */
@ApplicationScoped
public class OrganizationQuota {

    /** The attribute of the request whose quota the answer tells. */
    static final String TAKEN = Quota.class.getName();

    @Inject
    private RateLimits limits;

    @Inject
    private Settings settings;

    @Inject
    private Caller caller;

    @Inject
    private HttpServletRequest request;

    /** Consumes the current request; empty when there is no limit. */
    Optional<Quota> take() {
        return limit().stream()
                .mapToObj(perMinute -> limits.take(asker(), perMinute))
                .findFirst();
    }

    /**
     * Counts a request with several items as that many requests, one of which was consumed when it arrived.
     *
     * @throws TooManyRequests when the limit has no room for all of them now; then nothing of it was consumed
     * @throws InvalidInput when it never has
     */
    public void takeForItems(int items) {
        limit().ifPresent(perMinute -> {
            if (items > perMinute) {
                throw new InvalidInput(
                        "body", "must not have more items than the organization may send in a minute: " + perMinute);
            }
            limits.giveBack(asker(), perMinute);
            Quota quota = limits.take(asker(), perMinute, items);
            request.setAttribute(TAKEN, quota);
            quota.retryAfter().ifPresent(wait -> {
                throw new TooManyRequests(wait);
            });
        });
    }

    private OptionalInt limit() {
        return settings.requestRules().rates().perMinute(caller.plan(), caller.plane());
    }

    private String asker() {
        return caller.plane() + caller.organizationId();
    }
}
