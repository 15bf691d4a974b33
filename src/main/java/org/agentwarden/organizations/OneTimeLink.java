package org.agentwarden.organizations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import org.agentwarden.settings.Settings;

/** The address of a page of the dashboard that takes a one-time token. */
@ApplicationScoped
public class OneTimeLink {

    @Inject
    private Settings settings;

    /**
     * Without {@code agentwarden.public-url} a path: the {@code Host} header of a request may name anybody's server, which
     * would then be given the token.
     */
    public String to(String page, String token) {
        String base = settings.publicUrl().map(URI::toString).orElse("");
        return (base.endsWith("/") ? base : base + "/") + page + "?token=" + token;
    }
}
