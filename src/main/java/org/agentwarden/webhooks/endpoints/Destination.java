package org.agentwarden.webhooks.endpoints;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.agentwarden.webhooks.signing.SigningSecret;

/**
 * Where an endpoint's deliveries go, in what shape, and what follows when they fail.
 *
 * @param secrets those that sign, at least one
 * @param headers that they carry beside ours
 */
public record Destination(
        URI url,
        List<SigningSecret> secrets,
        Map<String, String> headers,
        PayloadFormat format,
        Ordering ordering,
        RetrySchedule schedule) {

    /** Without what is secret. */
    @Override
    public String toString() {
        return "Destination[" + url.getHost() + "]";
    }
}
