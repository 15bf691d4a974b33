package org.agentwarden.broker;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterAssociation;
import java.io.PrintWriter;
import java.util.Set;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.ra.ActiveMQRAManagedConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * Artemis' connection factory, which logs in as the user of {@link BrokerResourceAdapter}. Payara passes a subject with an
 * empty user name where a pool has none, and Artemis would log in as that.
 */
public class BrokerConnectionFactory implements ManagedConnectionFactory, ResourceAdapterAssociation {

    private static final long serialVersionUID = 1L;

    private final ActiveMQRAManagedConnectionFactory artemis = new ActiveMQRAManagedConnectionFactory();

    @Override
    public Object createConnectionFactory(ConnectionManager connections) throws ResourceException {
        return artemis.createConnectionFactory(
                (ConnectionManager) (ofArtemis, info) -> connections.allocateConnection(this, info));
    }

    @Override
    public Object createConnectionFactory() throws ResourceException {
        return artemis.createConnectionFactory();
    }

    @Override
    public ManagedConnection createManagedConnection(@Nullable Subject subject, @Nullable ConnectionRequestInfo info)
            throws ResourceException {
        return artemis.createManagedConnection(null, info);
    }

    @Override
    @SuppressWarnings("rawtypes") // as the connector specification has it
    public ManagedConnection matchManagedConnections(
            Set connections, @Nullable Subject subject, @Nullable ConnectionRequestInfo info) throws ResourceException {
        return artemis.matchManagedConnections(connections, null, info);
    }

    @Override
    public void setResourceAdapter(ResourceAdapter adapter) throws ResourceException {
        artemis.setResourceAdapter(adapter);
    }

    @Override
    public ResourceAdapter getResourceAdapter() {
        return artemis.getResourceAdapter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws ResourceException {
        artemis.setLogWriter(out);
    }

    @Override
    public PrintWriter getLogWriter() throws ResourceException {
        return artemis.getLogWriter();
    }

    // Each pool has one: identity is the equality that the connector specification asks for.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
