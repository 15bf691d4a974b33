package org.agentwarden.security.oidc;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.agentwarden.security.Roles;
import org.agentwarden.settings.AudienceClaim;
import org.agentwarden.settings.IdentityProvider;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwt.consumer.JwtContext;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens of an issuer count, and what they say: signed with a private key, by that issuer, for us, an access token
 * (no ID token, which only says that somebody signed in elsewhere), and neither over nor to come.
 */
final class TokenRules {

    private static final int SKEW_SECONDS = 60;
    private static final int LONGEST_NAME = 254;
    private static final String APPLICATION = "application/";
    private static final Pattern SUBJECT = Pattern.compile("\\P{Cntrl}{1,255}");
    private static final List<String> MIGHTIEST_FIRST = List.of(Roles.ADMIN, Roles.APPROVER, Roles.VIEWER);

    /** Whoever knows only the issuer's public key can't sign with any of these. */
    private static final String[] ASYMMETRIC = {
        AlgorithmIdentifiers.RSA_USING_SHA256,
        AlgorithmIdentifiers.RSA_USING_SHA384,
        AlgorithmIdentifiers.RSA_USING_SHA512,
        AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
        AlgorithmIdentifiers.RSA_PSS_USING_SHA384,
        AlgorithmIdentifiers.RSA_PSS_USING_SHA512,
        AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
        AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384,
        AlgorithmIdentifiers.ECDSA_USING_P521_CURVE_AND_SHA512,
        AlgorithmIdentifiers.EDDSA
    };

    /** The header {@code typ} of any JWT (RFC 7519) says nothing about its kind. */
    private static final String ANY_JWT = "jwt";

    /** The header {@code typ} of an access token (RFC 9068). */
    private static final String ACCESS_TOKEN = "at+jwt";

    /** Claims that name the kind of a token, and what they say of an access token: Keycloak's and Cognito's. */
    private static final Map<String, String> KIND_CLAIMS = Map.of("typ", "bearer", "token_use", "access");

    /** What an access token of an issuer that names no kind allows: RFC 8693's and Auth0's, Entra's and Okta's. */
    private static final List<String> SCOPE_CLAIMS = List.of("scope", "scp");

    /** What only ID tokens have (OpenID Connect Core 2 and 3.3.2.11). */
    private static final List<String> ID_TOKEN_CLAIMS = List.of("nonce", "at_hash", "c_hash");

    /** What the tokens of one sign-in have in common, the best first (OpenID Connect Back-Channel Logout 2.1, Core 2). */
    private static final List<String> SESSION_CLAIMS = List.of("sid", "auth_time", "jti");

    private final IdentityProvider provider;
    private final InstantSource clock;

    TokenRules(IdentityProvider provider, InstantSource clock) {
        this.provider = provider;
        this.clock = clock;
    }

    /** Checks everything; how to find the key is to be added. */
    JwtConsumerBuilder consumer() {
        JwtConsumerBuilder consumer = new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(ConstraintType.PERMIT, ASYMMETRIC)
                .setExpectedIssuer(provider.issuer())
                .setRequireSubject()
                .setRequireExpirationTime()
                .setEvaluationTime(NumericDate.fromSeconds(clock.instant().getEpochSecond()))
                .setAllowedClockSkewInSeconds(SKEW_SECONDS)
                .registerValidator(TokenRules::refuseOtherKinds);
        return provider.audienceClaim() == AudienceClaim.AUD
                ? consumer.setExpectedAudience(provider.audience())
                : consumer.setSkipDefaultAudienceValidation().registerValidator(this::refuseOtherClients);
    }

    private @Nullable String refuseOtherClients(JwtContext token) throws MalformedClaimException {
        String client = token.getJwtClaims()
                .getStringClaimValue(provider.audienceClaim().claimName());
        return provider.audience().equals(client) ? null : "issued to another client";
    }

    /** A token must be an access token by what it says of itself, or else by having a scope and nothing of an ID token. */
    private static @Nullable String refuseOtherKinds(JwtContext token) {
        JwtClaims claims = token.getJwtClaims();
        Optional<String> header = Optional.ofNullable(
                        token.getJoseObjects().get(0).getHeader("typ"))
                .map(TokenRules::mediaType)
                .filter(type -> !type.equals(ANY_JWT));
        List<Boolean> said = Stream.concat(
                        header.map(ACCESS_TOKEN::equals).stream(),
                        KIND_CLAIMS.entrySet().stream()
                                .filter(kind -> claims.hasClaim(kind.getKey()))
                                .map(kind ->
                                        kind.getValue().equalsIgnoreCase(claims.getClaimValueAsString(kind.getKey()))))
                .toList();
        boolean isAccessToken = said.isEmpty() ? allows(claims) : !said.contains(false);
        return isAccessToken ? null : "not an access token";
    }

    private static boolean allows(JwtClaims claims) {
        return SCOPE_CLAIMS.stream().anyMatch(claims::hasClaim)
                && ID_TOKEN_CLAIMS.stream().noneMatch(claims::hasClaim);
    }

    private static String mediaType(String typ) {
        String type = typ.toLowerCase(Locale.ROOT);
        return type.startsWith(APPLICATION) ? type.substring(APPLICATION.length()) : type;
    }

    /** @throws MalformedClaimException when it can't be told who it is */
    ExternalIdentity identity(JwtClaims claims) throws MalformedClaimException {
        String subject = claims.getSubject();
        if (!SUBJECT.matcher(subject).matches()) {
            throw new MalformedClaimException("sub is not a name");
        }
        return new ExternalIdentity(
                provider.issuer(), subject, shownName(claims, subject), session(claims), role(claims));
    }

    private static String session(JwtClaims claims) {
        return SESSION_CLAIMS.stream()
                .filter(claims::hasClaim)
                .findFirst()
                .map(claim -> claim + ' ' + claims.getClaimValueAsString(claim))
                .orElseGet(claims::toJson);
    }

    private static String shownName(JwtClaims claims, String subject) {
        return Stream.of("email", "preferred_username", "upn")
                .map(claims::getClaimValueAsString)
                .filter(name -> name != null && name.length() <= LONGEST_NAME)
                .filter(name -> SUBJECT.matcher(name).matches())
                .findFirst()
                .orElseGet(() -> subject.substring(0, Math.min(subject.length(), LONGEST_NAME)));
    }

    private Optional<String> role(JwtClaims claims) {
        // Names with dots and paths of names both end up as keys with dots.
        List<Object> names = claims.flattenClaims().getOrDefault(provider.rolesClaim(), List.of());
        Map<String, String> roles = provider.roles();
        List<String> granted = Stream.concat(names.stream(), Stream.of(IdentityProvider.ANYBODY))
                .filter(String.class::isInstance)
                .map(roles::get)
                .toList();
        return MIGHTIEST_FIRST.stream().filter(granted::contains).findFirst();
    }
}
