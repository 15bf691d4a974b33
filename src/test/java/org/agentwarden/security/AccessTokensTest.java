package org.agentwarden.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agentwarden.platform.json.JsonCodec;
import org.agentwarden.security.AccessTokens.Bearer;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokensTest {

    private static final int GENERATION = 3;
    private static final Instant LOGIN = Instant.parse("2026-02-25T23:51:33Z");
    private static final Duration SEVEN_DAYS = Duration.ofDays(7);

    @TempDir
    private Path directory;

    private Instant now = LOGIN;
    private AccessTokens tokens;

    @BeforeEach
    void openTheKeys() {
        tokens = new AccessTokens(new KeyDirectory(directory), () -> now);
    }

    @Test
    void aTokenNamesItsUser() {
        String token = token();

        Bearer bearer = tokens.bearerOf(token).orElseThrow();

        assertThat(bearer.userId()).isEqualTo("user-1");
        assertThat(bearer.generation()).isEqualTo(GENERATION);
        assertThat(bearer.expiresAt()).isEqualTo(LOGIN.plus(SEVEN_DAYS));
        assertThat(bearer.tokenId())
                .isEqualTo(decoded(token.split("\\.", -1)[1]).asJsonObject().getString("jti"));
    }

    @Test
    void aTokenOutlivesARestart() {
        String token = token();
        assertThat(new AccessTokens(new KeyDirectory(directory), () -> now).bearerOf(token))
                .isPresent();
    }

    @Test
    void aTokenIsSignedWithEs256AndHoldsTheClaimsOfMicroProfileJwt() {
        String[] parts = token().split("\\.", -1);
        assertThat(decoded(parts[0])).isEqualTo(JsonCodec.parse("{\"alg\":\"ES256\",\"typ\":\"JWT\"}"));
        Map<String, Object> claims = new HashMap<>(decoded(parts[1]).asJsonObject());
        assertThat(claims.remove("jti")).isNotNull();
        assertThat(claims)
                .isEqualTo(new HashMap<>(JsonCodec.parseObject("{\"iss\":\"agentwarden\",\"sub\":\"user-1\","
                        + "\"upn\":\"admin@example.com\",\"groups\":[\"admin\"],\"org\":\"organization-1\","
                        + "\"gen\":3,\"iat\":1772063493,\"exp\":1772668293}")));
    }

    @Test
    void noTwoTokensAreAlike() {
        assertThat(token()).isNotEqualTo(token());
    }

    @Test
    void aTokenExpiresAfterSevenDays() {
        String token = token();
        now = LOGIN.plus(SEVEN_DAYS).minusSeconds(1);
        assertThat(tokens.bearerOf(token)).isPresent();
        now = LOGIN.plus(SEVEN_DAYS);
        assertThat(tokens.bearerOf(token)).isEmpty();
        now = LOGIN.plus(SEVEN_DAYS).plusSeconds(1);
        assertThat(tokens.bearerOf(token)).isEmpty();
    }

    @Test
    void aTokenOfAnotherServersKeyIsForged(@TempDir Path elsewhere) {
        AccessTokens others = new AccessTokens(new KeyDirectory(elsewhere), () -> now);
        assertThat(tokens.bearerOf(others.issue("user-1", GENERATION, "admin@example.com", "admin", "organization-1")))
                .isEmpty();
    }

    @Test
    void aTokenWithChangedClaimsIsForged() {
        String[] parts = token().split("\\.", -1);
        String claims = decoded(parts[1]).toString().replace("user-1", "user-2");
        assertThat(tokens.bearerOf(parts[0] + "." + encoded(claims) + "." + parts[2]))
                .isEmpty();
        assertThat(tokens.bearerOf(parts[0] + "." + parts[1] + ".")).isEmpty();
        assertThat(tokens.bearerOf(parts[0] + "." + parts[1])).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "ES384", "HS256", "RS256", ""})
    void aTokenThatNamesAnotherAlgorithmIsForged(String algorithm) {
        String[] parts = token().split("\\.", -1);
        String header = encoded("{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"}");
        assertThat(tokens.bearerOf(header + "." + parts[1] + ".")).isEmpty();
        assertThat(tokens.bearerOf(header + "." + parts[1] + "." + parts[2])).isEmpty();
    }

    @Test
    void anUnsignedTokenIsForged() throws JoseException {
        JsonWebSignature unsigned = new JsonWebSignature();
        unsigned.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        unsigned.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
        unsigned.setPayload(claims().toJson());
        assertThat(tokens.bearerOf(unsigned.getCompactSerialization())).isEmpty();
    }

    @Test
    void thePublicKeyIsNoSharedSecret() throws IOException, JoseException {
        JsonWebSignature confused = new JsonWebSignature();
        confused.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        confused.setKey(new HmacKey(ownKey().getPublicKey().getEncoded()));
        confused.setPayload(claims().toJson());
        assertThat(tokens.bearerOf(confused.getCompactSerialization())).isEmpty();
    }

    @Test
    void aSignedTokenWithoutItsNecessaryClaimsIsRefused() throws IOException, JoseException {
        assertThat(tokens.bearerOf(signed(claims())).map(Bearer::generation)).contains(0);
        for (String claim : List.of("iss", "sub", "exp", "jti")) {
            JwtClaims claims = claims();
            claims.unsetClaim(claim);
            assertThat(tokens.bearerOf(signed(claims))).as("without " + claim).isEmpty();
        }
        JwtClaims foreign = claims();
        foreign.setIssuer("somebody else");
        assertThat(tokens.bearerOf(signed(foreign))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "..",
                "...",
                "....",
                "a.b.c",
                "a.b.c.d.e",
                "e30.e30.",
                "e30.e30.e30",
                "bnVsbA.bnVsbA.bnVsbA",
                "not a token",
                "\u00e9.\u00e9.\u00e9",
                "Bearer a.b.c"
            })
    void garbageNamesNobody(String token) {
        assertThat(tokens.bearerOf(token)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "{}", "{\"kty\":\"EC\"}"})
    void aDamagedKeyStopsTheStart(String content) throws IOException {
        Files.writeString(directory.resolve("token-signing-key.jwk"), content);
        KeyDirectory keys = new KeyDirectory(directory);
        assertThatThrownBy(() -> new AccessTokens(keys, () -> now))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The token signing key is damaged");
    }

    private String token() {
        return tokens.issue("user-1", GENERATION, "admin@example.com", "admin", "organization-1");
    }

    private JwtClaims claims() {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer("agentwarden");
        claims.setSubject("user-1");
        claims.setJwtId("token-1");
        claims.setExpirationTime(NumericDate.fromSeconds(now.plus(SEVEN_DAYS).getEpochSecond()));
        return claims;
    }

    private String signed(JwtClaims claims) throws IOException, JoseException {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        signature.setKey(ownKey().getPrivateKey());
        signature.setPayload(claims.toJson());
        return signature.getCompactSerialization();
    }

    private PublicJsonWebKey ownKey() throws IOException, JoseException {
        return PublicJsonWebKey.Factory.newPublicJwk(Files.readString(directory.resolve("token-signing-key.jwk")));
    }

    private static JsonValue decoded(String part) {
        return JsonCodec.parse(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
