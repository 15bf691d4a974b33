package org.agentwarden.security.oidc;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.agentwarden.platform.json.JsonCodec;
import org.agentwarden.platform.json.MalformedJson;
import org.agentwarden.settings.IdentityProvider;
import org.jose4j.http.Get;
import org.jose4j.http.Response;
import org.jose4j.http.SimpleGet;
import org.jose4j.http.SimpleResponse;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;

/** Fetches what the issuer publishes: its description (OpenID Connect Discovery 1.0), and its keys from where that says. */
final class IssuerDocuments implements SimpleGet {

    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final int MAX_LENGTH = 256 * 1024;
    private static final int OK = 200;

    private final String issuer;
    private final Get http = new Get();

    /** @param trust which certificates are trusted */
    IssuerDocuments(String issuer, SSLContext trust) {
        this.issuer = issuer;
        http.setConnectTimeout((int) TIMEOUT.toMillis());
        http.setReadTimeout((int) TIMEOUT.toMillis());
        http.setResponseBodySizeLimit(MAX_LENGTH);
        http.setRetries(0);
        http.setSslSocketFactory(trust.getSocketFactory());
    }

    /** The URL of the issuer's description. */
    String location() {
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        return base + "/.well-known/openid-configuration";
    }

    /**
     * The issuer's JSON Web Key Set. The response has no headers, because the setting says how long keys are used, and not
     * the issuer.
     *
     * @param description {@link #location}
     * @throws IOException when the issuer gives no usable answer
     */
    @Override
    public SimpleResponse get(String description) throws IOException {
        try {
            String location = keysIn(http.get(description).getBody());
            JsonWebKeySet keys = new JsonWebKeySet(http.get(location).getBody());
            return new Response(OK, "OK", Map.of(), keys.toJson());
        } catch (JoseException | MalformedJson | IllegalArgumentException e) {
            throw new IOException("The documents of " + issuer + " can't be read: " + e.getMessage(), e);
        }
    }

    private String keysIn(String description) throws IOException {
        JsonObject members = JsonCodec.parseObject(description);
        if (!members.getString("issuer", "").equals(issuer)) {
            throw new IOException("The description of " + issuer + " is that of another issuer");
        }
        URI keys = URI.create(members.getString("jwks_uri", ""));
        if (!IdentityProvider.isTrustworthy(keys)) {
            throw new IOException("The jwks_uri of " + issuer + " is not https");
        }
        return keys.toString();
    }
}
