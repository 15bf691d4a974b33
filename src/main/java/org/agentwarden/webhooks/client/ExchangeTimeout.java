package org.agentwarden.webhooks.client;

import java.util.Map;
import java.util.Set;
import org.agentwarden.settings.SettingSource;
import org.agentwarden.settings.Settings;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/** Tells MicroProfile Fault Tolerance the configured timeout: it wants a number of milliseconds under its own key. */
public class ExchangeTimeout implements ConfigSource {

    private static final String KEY = Reconnection.class.getName() + "/post/Timeout/value";

    private final Map<String, String> properties;

    public ExchangeTimeout() {
        Settings settings = Settings.read(SettingSource.ofProcess());
        this.properties = Map.of(KEY, Long.toString(settings.webhookTimeout().toMillis()));
    }

    @Override
    public Map<String, String> getProperties() {
        return properties;
    }

    @Override
    public Set<String> getPropertyNames() {
        return properties.keySet();
    }

    @Override
    public @Nullable String getValue(String name) {
        return properties.get(name);
    }

    @Override
    public String getName() {
        return "agentwarden.webhooks.timeout";
    }
}
