package org.agentwarden.architecture.planted.organizations;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/** Has its cache ask for the plan of an organization. */
public final class PlansUnderALock {

    private final Cache<String, String> plans =
            Caffeine.newBuilder().maximumSize(10).build();

    public String of(String organizationId) {
        return plans.get(organizationId, id -> "the plan of " + id);
    }
}
