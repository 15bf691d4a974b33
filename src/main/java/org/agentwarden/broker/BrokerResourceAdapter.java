package org.agentwarden.broker;

import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapterInternalException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.agentwarden.settings.Broker;
import org.agentwarden.settings.InvalidSetting;
import org.agentwarden.settings.SettingSource;
import org.agentwarden.settings.Settings;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnectorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnectorFactory;
import org.apache.activemq.artemis.ra.ActiveMQResourceAdapter;
import org.jspecify.annotations.Nullable;

/** Artemis' resource adapter, with the broker itself inside unless an external one is configured. */
public class BrokerResourceAdapter extends ActiveMQResourceAdapter {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = System.getLogger(BrokerResourceAdapter.class.getName());
    private static final int DEFAULT_PORT = 61616;
    private static final long RECONNECT_INTERVAL_MILLIS = 2_000;

    private transient @Nullable EmbeddedBroker embedded;

    @Override
    public void start(BootstrapContext context) throws ResourceAdapterInternalException {
        try {
            Settings settings = Settings.read(SettingSource.ofProcess());
            if (settings.broker().isPresent()) {
                connectTo(settings.broker().get());
            } else {
                embedded = EmbeddedBroker.start(settings.dataDir().resolve("broker"));
                setConnectorClassName(InVMConnectorFactory.class.getName());
            }
        } catch (InvalidSetting e) {
            throw new ResourceAdapterInternalException(e.getMessage(), e);
        }
        // Messages are texts: nothing that a message brings becomes an object of a class that its sender chose.
        setDeserializationDenyList("*");
        setSetupAttempts(-1);
        setSetupInterval(RECONNECT_INTERVAL_MILLIS);
        setReconnectAttempts(-1);
        super.start(context);
    }

    private void connectTo(Broker broker) {
        setConnectorClassName(each(broker, url -> NettyConnectorFactory.class.getName()));
        setConnectionParameters(each(broker, BrokerResourceAdapter::parameters));
        // Goes over to the backup, and back, as the brokers themselves say.
        setHA(broker.urls().size() > 1);
        broker.login().ifPresent(login -> {
            setUserName(login.user());
            setPassword(login.password());
        });
        LOG.log(Level.INFO, "Using the broker at {0}", broker.urls());
    }

    private static String each(Broker broker, Function<URI, String> text) {
        return broker.urls().stream().map(text).collect(Collectors.joining(","));
    }

    private static String parameters(URI url) {
        String address = "host=" + url.getHost() + ";port=" + port(url);
        return Broker.isTls(url)
                ? address + ";sslEnabled=true;verifyHost=true;trustManagerFactoryPlugin="
                        + TrustedCertificates.class.getName()
                : address;
    }

    private static int port(URI url) {
        return url.getPort() < 0 ? DEFAULT_PORT : url.getPort();
    }

    @Override
    public void stop() {
        super.stop();
        if (embedded != null) {
            embedded.close();
        }
    }

    // One adapter runs per server: identity is the equality that the connector specification asks for.
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
