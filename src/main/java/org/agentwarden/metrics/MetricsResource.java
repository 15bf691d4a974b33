package org.agentwarden.metrics;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.agentwarden.platform.http.NotFound;
import org.agentwarden.platform.http.Unauthenticated;
import org.agentwarden.platform.http.WithoutRequestSlot;
import org.agentwarden.security.Anonymous;
import org.agentwarden.settings.MetricsAccess;
import org.agentwarden.settings.Operations;
import org.agentwarden.settings.Settings;
import org.jspecify.annotations.Nullable;

/** Where Prometheus scrapes. Open to anybody, like {@code /health}, unless the settings say otherwise. */
@ApplicationScoped
@WithoutRequestSlot
@Path("metrics")
@Anonymous
public class MetricsResource {

    private static final String SCHEME = "Bearer ";

    @Inject
    private MetricsRegistry meters;

    @Inject
    private Settings settings;

    @GET
    @Produces({"text/plain", "application/openmetrics-text"})
    public Response scrape(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization, @Context HttpHeaders headers) {
        Operations operations = settings.operations();
        if (operations.metrics() == MetricsAccess.OFF) {
            throw new NotFound("Not found");
        }
        if (!operations
                .metricsToken()
                .map(token -> presents(authorization, token))
                .orElse(true)) {
            throw new Unauthenticated("Not authenticated");
        }
        ExpositionFormat format = ExpositionFormat.of(headers.getAcceptableMediaTypes());
        return Response.ok(meters.scrape(format).getBytes(StandardCharsets.UTF_8))
                .header(HttpHeaders.CONTENT_TYPE, format.contentType())
                .build();
    }

    /** Takes the same time for every wrong token of a length. */
    private static boolean presents(@Nullable String authorization, String token) {
        return Optional.ofNullable(authorization)
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> header.substring(SCHEME.length()).strip())
                .filter(presented -> MessageDigest.isEqual(bytes(presented), bytes(token)))
                .isPresent();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
