package org.agentwarden.webhooks.client;

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

    private final String millis = Long.toString(
            Settings.read(SettingSource.ofProcess()).webhookTimeout().toMillis());

    @Override
    public Set<String> getPropertyNames() {
        return Set.of(KEY);
    }

    @Override
    public @Nullable String getValue(String name) {
        return name.equals(KEY) ? millis : null;
    }

    @Override
    public String getName() {
        return "agentwarden.webhooks.timeout";
    }
}
