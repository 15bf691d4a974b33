package org.agentwarden.webhooks.client;

import java.util.Map;
import java.util.Set;
import org.agentwarden.settings.SettingSource;
import org.agentwarden.settings.Settings;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Gives {@code agentwarden.webhooks.timeout} to MicroProfile Fault Tolerance, which reads the value of a
 * {@code @Timeout} from the configuration only: as a number of milliseconds, under a key of its own.
 */
public class TimeoutConfig implements ConfigSource {

    private static final String KEY = WebhookClient.class.getName() + "/exchange/Timeout/value";

    private final Map<String, String> properties;

    public TimeoutConfig() {
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
