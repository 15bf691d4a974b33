package org.agentwarden.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.agentwarden.settings.SettingSource;
import org.agentwarden.settings.Settings;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Reads the {@code agentwarden.*} keys through MicroProfile Config; an invalid one stops the deployment. */
@ApplicationScoped
public class ConfiguredSettings {

    @Produces
    @Singleton
    Settings settings() {
        Config config = ConfigProvider.getConfig();
        return Settings.read(new SettingSource(key -> config.getOptionalValue(key, String.class)));
    }
}
