package org.agentwarden.platform.http;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.util.function.BooleanSupplier;
import org.agentwarden.platform.Stop;
import org.agentwarden.platform.json.JsonBuilder;

/**
 * Acknowledges nothing while the container stops the application, see {@link Stop}: it may have been done or not. Before the
 * other filters of responses, so that nobody keeps an answer that is not given.
 */
@Provider
@Priority(Priorities.USER + 1_000)
public class StopFilter implements ContainerResponseFilter {

    private static final int UNAVAILABLE = 503;
    private static final int FIRST_ERROR = 400;
    private static final int RETRY_AFTER_SECONDS = 2;

    private final BooleanSupplier isStopping;

    public StopFilter() {
        this(Stop::hasBegun);
    }

    StopFilter(BooleanSupplier isStopping) {
        this.isStopping = isStopping;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (isStopping.getAsBoolean() && response.getStatus() < FIRST_ERROR) {
            response.setStatus(UNAVAILABLE);
            response.getHeaders().putSingle(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
            response.setEntity(
                    JsonBuilder.of().text("detail", "The server stops").build(),
                    new Annotation[0],
                    MediaType.APPLICATION_JSON_TYPE);
        }
    }
}
