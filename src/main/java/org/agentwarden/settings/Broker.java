package org.agentwarden.settings;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * An external Artemis broker.
 *
 * @param urls where it may be met: of a pair, both
 */
public record Broker(List<URI> urls, String user, String password) {

    /** Empty for the embedded broker. */
    static Optional<Broker> read(SettingSource source) {
        String user = source.text("agentwarden.broker.user").orElse("");
        String password = source.text("agentwarden.broker.password").orElse("");
        List<URI> urls = source.servers("agentwarden.broker.url", "tcp");
        return urls.isEmpty() ? Optional.empty() : Optional.of(new Broker(urls, user, password));
    }

    @Override
    public String toString() {
        return "Broker" + urls;
    }
}
