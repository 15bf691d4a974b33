package org.agentwarden.security.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.agentwarden.settings.AudienceClaim;
import org.agentwarden.settings.IdentityProvider;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenRulesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final EllipticCurveJsonWebKey KEY = newKey();

    private static TokenRules rules(AudienceClaim audienceClaim, String rolesClaim, Map<String, String> roles) {
        return new TokenRules(
                new IdentityProvider(
                        "https://id.example",
                        "api",
                        audienceClaim,
                        rolesClaim,
                        roles,
                        Optional.empty(),
                        Duration.ofHours(1)),
                () -> NOW);
    }

    private static final TokenRules RULES =
            rules(AudienceClaim.AUD, "groups", Map.of("aw-admins", "admin", "aw-approvers", "approver"));

    @Test
    void tokensOfOneSignInNameTheSameSession() throws MalformedClaimException {
        JwtClaims claims = claims();
        claims.setJwtId("token 1");
        String single = RULES.identity(claims).session();
        claims.setClaim("auth_time", 1_772_366_400L);
        String signIn = RULES.identity(claims).session();
        claims.setStringClaim("sid", "s-1");
        String session = RULES.identity(claims).session();
        claims.setJwtId("token 2");

        assertThat(RULES.identity(claims).session()).isEqualTo(session);
        claims.unsetClaim("sid");
        assertThat(RULES.identity(claims).session()).isEqualTo(signIn);
        claims.unsetClaim("auth_time");
        assertThat(RULES.identity(claims).session()).isNotEqualTo(single);
    }

    private static JwtClaims claims() {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer("https://id.example");
        claims.setAudience("account", "api");
        claims.setSubject("user-1");
        claims.setExpirationTime(at(NOW.plusSeconds(300)));
        claims.setStringClaim("scope", "openid profile");
        return claims;
    }

    private static NumericDate at(Instant time) {
        return NumericDate.fromSeconds(time.getEpochSecond());
    }

    private static ExternalIdentity verify(TokenRules rules, JwtClaims claims, @Nullable String typ)
            throws InvalidJwtException, MalformedClaimException, JoseException {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        if (typ != null) {
            signature.setHeader("typ", typ);
        }
        signature.setKey(KEY.getPrivateKey());
        signature.setPayload(claims.toJson());
        return rules.identity(rules.consumer()
                .setVerificationKey(KEY.getPublicKey())
                .build()
                .processToClaims(signature.getCompactSerialization()));
    }

    private static ExternalIdentity verify(TokenRules rules, JwtClaims claims) throws Exception {
        return verify(rules, claims, "JWT");
    }

    static Stream<Arguments> flaws() {
        return Stream.of(
                flaw("another issuer", claims -> claims.setIssuer("https://id.example/")),
                flaw("no issuer", claims -> claims.unsetClaim("iss")),
                flaw("another audience", claims -> claims.setAudience("account")),
                flaw("no audience", claims -> claims.unsetClaim("aud")),
                flaw("our client, but another audience", claims -> {
                    claims.setAudience("account");
                    claims.setStringClaim("azp", "api");
                }),
                flaw("no subject", claims -> claims.unsetClaim("sub")),
                flaw("a subject that is no name", claims -> claims.setSubject("user\0")),
                flaw("a subject without end", claims -> claims.setSubject("u".repeat(256))),
                flaw("no end", claims -> claims.unsetClaim("exp")),
                flaw("over for more than a minute", claims -> claims.setExpirationTime(at(NOW.minusSeconds(61)))),
                flaw("more than a minute early", claims -> claims.setNotBefore(at(NOW.plusSeconds(61)))),
                flaw("an ID token", claims -> claims.setStringClaim("typ", "ID")),
                flaw("a refresh token", claims -> claims.setStringClaim("typ", "Refresh")),
                flaw("an ID token of Cognito", claims -> claims.setStringClaim("token_use", "id")),
                flaw("an ID token of Entra, Okta or Auth0", claims -> {
                    claims.unsetClaim("scope");
                    claims.setStringClaim("nonce", "n-0S6_WzA2Mj");
                }),
                flaw("an ID token without a nonce", claims -> claims.unsetClaim("scope")),
                flaw("an ID token with a scope", claims -> claims.setStringClaim("at_hash", "77QmUPtjPfzWtF2AnpK9RQ")),
                flaw("a claim typ that is no text", claims -> claims.setClaim("typ", List.of("Bearer", "ID"))));
    }

    private static Arguments flaw(String name, Consumer<JwtClaims> spoil) {
        return arguments(name, spoil);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("flaws")
    void whatIsNotForUsIsRefused(String name, Consumer<JwtClaims> spoil) throws Exception {
        JwtClaims claims = claims();
        verify(RULES, claims);

        spoil.accept(claims);

        assertThatThrownBy(() -> verify(RULES, claims))
                .isInstanceOfAny(InvalidJwtException.class, MalformedClaimException.class);
    }

    @Test
    void clocksMayDifferByAMinute() throws Exception {
        JwtClaims late = claims();
        late.setExpirationTime(at(NOW.minusSeconds(59)));
        JwtClaims early = claims();
        early.setNotBefore(at(NOW.plusSeconds(59)));

        assertThat(verify(RULES, late).subject()).isEqualTo("user-1");
        assertThat(verify(RULES, early).subject()).isEqualTo("user-1");
    }

    @Test
    void theClientCanStandForTheAudience() throws Exception {
        TokenRules byClient = rules(AudienceClaim.AZP, "groups", Map.of("*", "viewer"));
        JwtClaims claims = claims();
        assertThatThrownBy(() -> verify(byClient, claims)).isInstanceOf(InvalidJwtException.class);

        claims.setStringClaim("azp", "api");
        claims.unsetClaim("aud");

        assertThat(verify(byClient, claims).role()).contains("viewer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "jwt", "at+jwt", "application/at+jwt"})
    void theHeaderMayCallItAnAccessToken(String typ) throws Exception {
        assertThat(verify(RULES, claims(), typ).subject()).isEqualTo("user-1");
    }

    static Stream<Arguments> accessTokens() {
        return Stream.of(
                arguments("Keycloak", "JWT", Map.of("typ", "Bearer", "azp", "app")),
                arguments("Keycloak before 24", "JWT", Map.of("typ", "Bearer", "nonce", "n-0S6_WzA2Mj")),
                arguments("Entra", "JWT", Map.of("scp", "access_as_user", "ver", "2.0")),
                arguments("Okta", null, Map.of("scp", List.of("openid"), "cid", "app")),
                arguments("Auth0", "at+jwt", Map.of("azp", "app")),
                arguments("Cognito", null, Map.of("token_use", "access", "client_id", "app")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accessTokens")
    void accessTokensOfManyIssuersAreKnown(String issuer, String typ, Map<String, Object> says) throws Exception {
        JwtClaims claims = claims();
        claims.unsetClaim("scope");
        says.forEach(claims::setClaim);

        assertThat(verify(RULES, claims, typ).subject()).isEqualTo("user-1");
    }

    @Test
    void theClientIdCanStandForTheAudience() throws Exception {
        TokenRules byClient = rules(AudienceClaim.CLIENT_ID, "cognito:groups", Map.of("aw-admins", "admin"));
        JwtClaims claims = claims();
        claims.unsetClaim("aud");
        claims.setStringClaim("token_use", "access");
        assertThatThrownBy(() -> verify(byClient, claims, null)).isInstanceOf(InvalidJwtException.class);

        claims.setStringClaim("client_id", "api");
        claims.setStringListClaim("cognito:groups", List.of("aw-admins"));

        assertThat(verify(byClient, claims, null).role()).contains("admin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"logout+jwt", "dpop+jwt", "secevent+jwt"})
    void otherKindsOfTokensAreRefused(String typ) {
        assertThatThrownBy(() -> verify(RULES, claims(), typ)).isInstanceOf(InvalidJwtException.class);
    }

    @Test
    void theMightiestOfTheRolesCounts() throws Exception {
        JwtClaims claims = claims();
        claims.setStringListClaim("groups", List.of("staff", "aw-approvers", "aw-admins"));

        assertThat(verify(RULES, claims).role()).contains("admin");
    }

    @Test
    void withoutAMappedGroupThereIsNoRole() throws Exception {
        JwtClaims claims = claims();
        assertThat(verify(RULES, claims).role()).isEmpty();

        claims.setStringListClaim("groups", List.of("admin", "AW-ADMINS"));
        assertThat(verify(RULES, claims).role()).isEmpty();
    }

    @Test
    void aStarStandsForEverybody() throws Exception {
        TokenRules open = rules(AudienceClaim.AUD, "groups", Map.of("aw-admins", "admin", "*", "viewer"));
        JwtClaims claims = claims();
        assertThat(verify(open, claims).role()).contains("viewer");

        claims.setStringClaim("groups", "aw-admins");
        assertThat(verify(open, claims).role()).contains("admin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"realm_access.roles", "https://company.example/roles"})
    void rolesAreFoundDeepInsideAndUnderNamesWithDots(String claim) throws Exception {
        JwtClaims claims = claims();
        claims.setClaim("realm_access", Map.of("roles", List.of("boss")));
        claims.setClaim("https://company.example/roles", List.of("boss"));

        assertThat(verify(rules(AudienceClaim.AUD, claim, Map.of("boss", "approver")), claims)
                        .role())
                .contains("approver");
    }

    @Test
    void peopleAreShownByTheirAddressOrElseByAnotherName() throws Exception {
        JwtClaims claims = claims();
        assertThat(verify(RULES, claims).shownName()).isEqualTo("user-1");

        claims.setStringClaim("preferred_username", "ada");
        assertThat(verify(RULES, claims).shownName()).isEqualTo("ada");

        claims.setStringClaim("email", "ada@company.example");
        assertThat(verify(RULES, claims).shownName()).isEqualTo("ada@company.example");
    }

    private static EllipticCurveJsonWebKey newKey() {
        try {
            return EcJwkGenerator.generateJwk(EllipticCurves.P256);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
