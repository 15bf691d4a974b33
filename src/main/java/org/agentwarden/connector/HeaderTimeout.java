package org.agentwarden.connector;

import java.io.IOException;
import java.time.Duration;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;

/**
 * Ends connections on which the first line and the headers of a request, or a handshake of TLS, take too long. Stands before
 * the filter that reads them. It looks when bytes arrive: a connection on which nothing arrives ends by the server's idle timeout of 30 s.
 */
final class HeaderTimeout extends BaseFilter {

    private static final long PARSED = Long.MIN_VALUE;

    private final Attribute<Long> began;
    private final long nanos;

    /** @param what must arrive in time: one for each name on a connection */
    HeaderTimeout(String what, Duration timeout) {
        began = Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(HeaderTimeout.class.getName() + "." + what);
        nanos = timeout.toNanos();
    }

    @Override
    public NextAction handleRead(FilterChainContext context) throws IOException {
        Connection<?> connection = context.getConnection();
        Long since = began.get(connection);
        if (since == null) {
            began.set(connection, System.nanoTime());
        } else if (since != PARSED && System.nanoTime() - since > nanos) {
            connection.terminateSilently();
            return context.getStopAction();
        }
        return context.getInvokeAction();
    }

    /** What must arrive in time has arrived: what follows is the body. */
    void stop(Connection<?> connection) {
        began.set(connection, PARSED);
    }

    /** The next byte on the connection begins a request. */
    void reset(Connection<?> connection) {
        began.remove(connection);
    }
}
