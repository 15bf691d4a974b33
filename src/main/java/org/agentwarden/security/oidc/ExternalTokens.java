package org.agentwarden.security.oidc;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.agentwarden.platform.http.Unavailable;
import org.agentwarden.security.TrustedAuthorities;
import org.agentwarden.settings.Settings;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;

/** The access tokens of the configured issuer, if there is one. May wait for the issuer: never inside a transaction. */
@ApplicationScoped
public class ExternalTokens {

    private static final Logger LOG = System.getLogger(ExternalTokens.class.getName());

    private final Optional<TokenRules> rules;
    private final Optional<IssuerKeys> keys;

    @Inject
    public ExternalTokens(Settings settings, InstantSource clock) {
        this.rules = settings.identityProvider().map(provider -> new TokenRules(provider, clock));
        this.keys = settings.identityProvider()
                .map(provider -> new IssuerKeys(
                        new IssuerDocuments(provider.issuer(), trust(settings))::keys, provider.keysRefresh(), clock));
    }

    /** For the proxy of the container. */
    ExternalTokens() {
        this.rules = Optional.empty();
        this.keys = Optional.empty();
    }

    /**
     * Whom a valid token names; empty for anything else, expired and forged ones included.
     *
     * @throws Unavailable when the token may be valid and the issuer can't be asked for the key that tells
     */
    public Optional<ExternalIdentity> identityOf(String token) {
        return rules.isEmpty() || keys.isEmpty() ? Optional.empty() : verify(token, rules.get(), keys.get());
    }

    private static Optional<ExternalIdentity> verify(String token, TokenRules rules, IssuerKeys keys) {
        try {
            // What is not for us, or over, is refused before anybody is asked for a key.
            JwtContext claimed =
                    rules.consumer().setSkipSignatureVerification().build().process(token);
            Optional<String> keyId =
                    Optional.ofNullable(claimed.getJoseObjects().get(0).getKeyIdHeaderValue());
            JwtConsumer verifier = rules.consumer()
                    .setVerificationKeyResolver(resolver(keys.with(keyId)))
                    .build();
            return Optional.of(rules.identity(verifier.processToClaims(token)));
        } catch (InvalidJwtException | MalformedClaimException e) {
            LOG.log(Level.DEBUG, "A token is refused: {0}", e.getMessage());
            return Optional.empty();
        }
    }

    private static JwksVerificationKeyResolver resolver(List<JsonWebKey> keys) {
        JwksVerificationKeyResolver resolver = new JwksVerificationKeyResolver(keys);
        // Of several keys without an id, the one that fits.
        resolver.setDisambiguateWithVerifySignature(true);
        return resolver;
    }

    private static SSLContext trust(Settings settings) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, TrustedAuthorities.beside(settings.egress().trusted()), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
