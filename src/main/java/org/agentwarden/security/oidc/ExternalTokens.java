package org.agentwarden.security.oidc;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.agentwarden.platform.http.Unavailable;
import org.agentwarden.security.TrustedAuthorities;
import org.agentwarden.settings.Settings;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;

/** The access tokens of the configured issuer, if there is one. May wait for the issuer: never call it in a transaction. */
@ApplicationScoped
public class ExternalTokens {

    private static final Logger LOG = System.getLogger(ExternalTokens.class.getName());

    private final Optional<TokenRules> rules;
    private final Optional<VerificationKeyResolver> keys;

    @Inject
    public ExternalTokens(Settings settings, InstantSource clock) {
        this.rules = settings.identityProvider().map(provider -> new TokenRules(provider, clock));
        this.keys = settings.identityProvider().map(provider -> {
            IssuerDocuments documents = new IssuerDocuments(provider.issuer(), trust(settings));
            return resolver(new IssuerKeys(documents.location(), documents, provider.keysRefresh(), clock));
        });
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

    private static Optional<ExternalIdentity> verify(String token, TokenRules rules, VerificationKeyResolver keys) {
        try {
            // What is not for us, or over, is refused before the issuer is asked for a key.
            rules.consumer().setSkipSignatureVerification().build().process(token);
            JwtConsumer verifier =
                    rules.consumer().setVerificationKeyResolver(keys).build();
            return Optional.of(rules.identity(verifier.processToClaims(token)));
        } catch (InvalidJwtException | MalformedClaimException e) {
            if (isForLackOfKeys(e)) {
                throw new Unavailable("identity_provider_unavailable", "The identity provider can't be reached");
            }
            LOG.log(Level.DEBUG, "A token is refused: {0}", e.getMessage());
            return Optional.empty();
        }
    }

    private static boolean isForLackOfKeys(Exception e) {
        return e.getCause() instanceof UnresolvableKeyException unresolvable
                && unresolvable.getCause() instanceof IOException;
    }

    static VerificationKeyResolver resolver(HttpsJwks keys) {
        HttpsJwksVerificationKeyResolver resolver = new HttpsJwksVerificationKeyResolver(keys);
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
