package org.agentwarden.connector;

import java.time.Duration;
import java.util.List;
import org.agentwarden.settings.Https;
import org.agentwarden.settings.SettingSource;
import org.agentwarden.settings.Settings;
import org.agentwarden.settings.StartState;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.http.server.AddOn;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.ssl.SSLBaseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Adds our filters to an HTTP listener of Payara. Payara loads one add-on of Grizzly by name when
 * {@code comet-support-enabled} is set, from {@code META-INF/hk2-locator/default}; nobody needs Comet, so the place is free.
 */
public final class ConnectorAddOn implements AddOn {

    /** Of all listeners together; each has an add-on of its own. */
    private static @Nullable ConnectionLimits limits;

    @Override
    public void setup(NetworkListener unused, FilterChainBuilder filters) {
        Settings settings = Settings.read(SettingSource.ofProcess());
        Duration timeout = settings.capacity().headerTimeout();
        if (StartState.isWithTls()) {
            settings.https().ifPresent(https -> encrypt(filters, https, timeout));
        }
        HeaderTimeout headerTimeout = new HeaderTimeout("headers", timeout);
        int parser = filters.indexOfType(HttpServerFilter.class);
        filters.addAll(parser, List.of(new ConnectionLimitFilter(limits(settings)), headerTimeout));
        int behindParser = filters.indexOfType(HttpServerFilter.class) + 1;
        filters.addAll(
                behindParser,
                List.of(new RequestTargetFilter(headerTimeout), new UnansweredFilter(), new ResponseAbortFilter()));
    }

    /** Of the two listeners, that for TLS has such a filter. */
    private static void encrypt(FilterChainBuilder filters, Https https, Duration timeout) {
        int ofPayara = filters.indexOfType(SSLBaseFilter.class);
        if (ofPayara >= 0) {
            HeaderTimeout handshakeTimeout = new HeaderTimeout("handshake", timeout);
            filters.set(ofPayara, new TlsFilter(new CurrentTls(https), handshakeTimeout));
            filters.add(ofPayara, handshakeTimeout);
        }
    }

    private static synchronized ConnectionLimits limits(Settings settings) {
        if (limits == null) {
            limits = new ConnectionLimits(
                    settings.capacity().connections(),
                    settings.capacity().connectionsPerClient(),
                    settings.requestRules().trustedProxies());
        }
        return limits;
    }
}
