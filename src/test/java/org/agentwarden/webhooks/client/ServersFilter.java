package org.agentwarden.webhooks.client;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.FeatureContext;
import java.util.concurrent.atomic.AtomicInteger;
import org.glassfish.jersey.internal.spi.ForcedAutoDiscoverable;

/** A filter that is added to each Jersey client which looks for such filters. */
public final class ServersFilter implements ForcedAutoDiscoverable, ClientRequestFilter {

    static final AtomicInteger CALLS = new AtomicInteger();

    @Override
    public void configure(FeatureContext context) {
        context.register(ServersFilter.class);
    }

    @Override
    public void filter(ClientRequestContext request) {
        CALLS.incrementAndGet();
    }
}
