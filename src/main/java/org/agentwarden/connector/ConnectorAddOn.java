package org.agentwarden.connector;

import java.util.List;
import org.agentwarden.settings.SettingSource;
import org.agentwarden.settings.Settings;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.http.server.AddOn;
import org.glassfish.grizzly.http.server.NetworkListener;

/**
 * Adds our filters to an HTTP listener of Payara. Payara loads one add-on of Grizzly by name when
 * {@code comet-support-enabled} is set, from {@code META-INF/hk2-locator/default}; nobody needs Comet, so the place is free.
 */
public final class ConnectorAddOn implements AddOn {

    @Override
    public void setup(NetworkListener unused, FilterChainBuilder filters) {
        Settings settings = Settings.read(SettingSource.ofProcess());
        HeaderTimeout headerTimeout = new HeaderTimeout(settings.capacity().headerTimeout());
        int parser = filters.indexOfType(HttpServerFilter.class);
        filters.addAll(
                parser,
                List.of(
                        new ConnectionLimitFilter(new ConnectionLimits(
                                settings.capacity().connections(),
                                settings.capacity().connectionsPerClient(),
                                settings.requestRules().trustedProxies())),
                        headerTimeout));
        int behindParser = filters.indexOfType(HttpServerFilter.class) + 1;
        filters.addAll(behindParser, List.of(new RequestTargetFilter(headerTimeout), new ResponseAbortFilter()));
    }
}
