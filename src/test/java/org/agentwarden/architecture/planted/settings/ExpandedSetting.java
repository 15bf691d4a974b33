package org.agentwarden.architecture.planted.settings;

import org.eclipse.microprofile.config.ConfigProvider;

/** A password with a dollar sign would be another one. */
public final class ExpandedSetting {

    String password() {
        return ConfigProvider.getConfig().getValue("agentwarden.database.password", String.class);
    }
}
