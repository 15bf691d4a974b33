package org.agentwarden.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.agentwarden.settings.SettingSource;
import org.agentwarden.settings.Settings;

/** Reads the {@code agentwarden.*} settings as the launcher and the broker do; an invalid one stops the deployment. */
@ApplicationScoped
public class ConfiguredSettings {

    @Produces
    @Singleton
    Settings settings() {
        return Settings.read(SettingSource.ofProcess());
    }
}
