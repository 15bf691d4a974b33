package org.agentwarden.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.agentwarden.platform.Ids;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/**
 * The bearer tokens of the management plane: JWTs signed with ES256 by a key of the server's own, with the claims that
 * MicroProfile JWT asks for. They say who calls; what the caller may do is looked up at each request.
 */
@ApplicationScoped
public class AccessTokens {

    public static final Duration LIFETIME = Duration.ofDays(7);

    private static final String ISSUER = "agentwarden";
    private static final String GENERATION = "gen";

    private final InstantSource clock;
    private final PublicJsonWebKey key;

    @Inject
    public AccessTokens(KeyDirectory keys, InstantSource clock) {
        this.clock = clock;
        this.key = parse(keys.readOrCreate("token-signing-key.jwk", AccessTokens::generate));
    }

    /** For the proxy of the container. */
    @SuppressWarnings("NullAway")
    AccessTokens() {
        this.clock = null;
        this.key = null;
    }

    /**
     * Whom a token names.
     *
     * @param generation of the user's password; exact where the time of issue is told in seconds by one of several clocks
     * @param tokenId no other token has it
     */
    public record Bearer(String userId, int generation, String tokenId, Instant expiresAt) {}

    /** A token that lives for seven days. */
    public String issue(String userId, int generation, String email, String role, String organizationId) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setSubject(userId);
        claims.setStringClaim("upn", email);
        claims.setStringListClaim("groups", List.of(role));
        claims.setStringClaim("org", organizationId);
        claims.setClaim(GENERATION, generation);
        claims.setJwtId(Ids.random());
        claims.setIssuedAt(NumericDate.fromSeconds(clock.instant().getEpochSecond()));
        claims.setExpirationTime(
                NumericDate.fromSeconds(clock.instant().plus(LIFETIME).getEpochSecond()));
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        signature.setHeader("typ", "JWT");
        signature.setKey(key.getPrivateKey());
        signature.setPayload(claims.toJson());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("Can't sign a token", e);
        }
    }

    /** The user whom a valid token names; empty for anything else, expired and forged ones included. */
    public Optional<Bearer> bearerOf(String token) {
        JwtConsumer consumer = new JwtConsumerBuilder()
                .setExpectedIssuer(ISSUER)
                .setRequireSubject()
                .setRequireExpirationTime()
                .setRequireJwtId()
                .setEvaluationTime(NumericDate.fromSeconds(clock.instant().getEpochSecond()))
                .setVerificationKey(key.getPublicKey())
                .setJwsAlgorithmConstraints(
                        AlgorithmConstraints.ConstraintType.PERMIT,
                        AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256)
                .build();
        try {
            JwtClaims claims = consumer.processToClaims(token);
            // Older versions have issued tokens without it.
            Long generation = claims.getClaimValue(GENERATION, Long.class);
            return Optional.of(new Bearer(
                    claims.getSubject(),
                    generation == null ? 0 : Math.toIntExact(generation),
                    claims.getJwtId(),
                    Instant.ofEpochSecond(claims.getExpirationTime().getValue())));
        } catch (InvalidJwtException | MalformedClaimException e) {
            return Optional.empty();
        }
    }

    private static String generate() {
        try {
            return EcJwkGenerator.generateJwk(EllipticCurves.P256)
                    .toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE);
        } catch (JoseException e) {
            throw new IllegalStateException("Can't generate the token signing key", e);
        }
    }

    private static PublicJsonWebKey parse(String jwk) {
        try {
            return PublicJsonWebKey.Factory.newPublicJwk(jwk);
        } catch (JoseException e) {
            throw new IllegalStateException("The token signing key is damaged", e);
        }
    }
}
