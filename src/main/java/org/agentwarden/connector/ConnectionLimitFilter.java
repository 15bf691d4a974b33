package org.agentwarden.connector;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;

/** Closes connections beyond the limits as soon as they have been accepted. */
final class ConnectionLimitFilter extends BaseFilter {

    private final Attribute<InetAddress> counted =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(ConnectionLimitFilter.class.getName());
    private final ConnectionLimits limits;

    ConnectionLimitFilter(ConnectionLimits limits) {
        this.limits = limits;
    }

    @Override
    public NextAction handleAccept(FilterChainContext context) throws IOException {
        Connection<?> connection = context.getConnection();
        if (!(connection.getPeerAddress() instanceof InetSocketAddress peer) || peer.isUnresolved()) {
            return context.getInvokeAction();
        }
        if (!limits.open(peer.getAddress())) {
            connection.terminateSilently();
            return context.getStopAction();
        }
        counted.set(connection, peer.getAddress());
        return context.getInvokeAction();
    }

    @Override
    public NextAction handleClose(FilterChainContext context) throws IOException {
        InetAddress peer = counted.remove(context.getConnection());
        if (peer != null) {
            limits.close(peer);
        }
        return context.getInvokeAction();
    }
}
