package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.ReceivedWebhook;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Webhooks whose receivers hold nothing that could forge them. */
@ExtendWith(SharedServer.class)
class SignatureSchemesIT {

    private static final String EVENT = "log.failed";

    /** What X.509 puts before the 32 bytes of an Ed25519 key: RFC 8410. */
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private static Company company;
    private static Agent agent;

    @BeforeAll
    static void signUp(AgentWardenServer server) {
        company = Company.register(server.baseUri());
        agent = company.agent("support-bot");
    }

    private static JsonObject create(WebhookReceiver receiver, JsonObjectBuilder options) {
        options.add("url", receiver.uri().toString()).add("events", Json.createArrayBuilder(List.of(EVENT)));
        return company.api().post("/api/webhooks", options.build()).expect(201).json();
    }

    private static JsonObject rotate(JsonObject webhook, JsonObjectBuilder how) {
        return company.api()
                .post("/api/webhooks/" + webhook.getString("id") + "/rotate-secret", how.build())
                .expect(200)
                .json();
    }

    private static List<String> publicKeys(JsonObject webhook) {
        return company.api()
                .get("/api/webhooks/" + webhook.getString("id") + "/public-keys")
                .expect(200)
                .json()
                .getJsonArray("public_keys")
                .getValuesAs(JsonString::getString);
    }

    private static boolean verifies(String publicKey, ReceivedWebhook request) {
        String content = request.id() + "." + request.header("webhook-timestamp") + "." + request.text();
        return Arrays.stream(request.header("webhook-signature").split(" ", -1))
                .filter(signature -> signature.startsWith("v1a,"))
                .anyMatch(signature -> verifies(publicKey, content, signature.substring("v1a,".length())));
    }

    private static boolean verifies(String publicKey, String content, String signature) {
        byte[] raw = Base64.getDecoder().decode(publicKey.substring("whpk_".length()));
        byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + raw.length);
        System.arraycopy(raw, 0, encoded, X509_PREFIX.length, raw.length);
        try {
            PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(content.getBytes(StandardCharsets.UTF_8));
            return verifier.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aReceiverVerifiesWithThePublicKeyAndNobodyIsShownThePrivateOne() {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            JsonObject webhook = create(receiver, Json.createObjectBuilder().add("signature", "ed25519"));

            agent.log("stripe.refund", "failed", "{\"note\":\"für Zoë\"}");

            ReceivedWebhook request = receiver.awaitFirst(EVENT);
            assertThat(request.header("webhook-signature")).startsWith("v1a,").doesNotContain("v1,");
            assertThat(verifies(webhook.getString("public_key"), request)).isTrue();
            assertThat(publicKeys(webhook)).containsExactly(webhook.getString("public_key"));
            assertThat(webhook.containsKey("secret")).isFalse();
            assertThat(webhook.toString()).doesNotContain("whsk_");
        }
    }

    @Test
    void aRotationChangesTheKeyAndForADayBothSign() {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            JsonObject webhook = create(receiver, Json.createObjectBuilder().add("signature", "ed25519"));
            JsonObject rotated = rotate(webhook, Json.createObjectBuilder());
            String before = webhook.getString("public_key");
            String after = rotated.getString("public_key");

            agent.log("stripe.refund", "failed", "{}");

            ReceivedWebhook request = receiver.awaitFirst(EVENT);
            assertThat(after).isNotEqualTo(before);
            assertThat(publicKeys(webhook)).containsExactly(after, before);
            assertThat(verifies(after, request)).isTrue();
            assertThat(verifies(before, request)).isTrue();
        }
    }

    @Test
    void aWebhookCanChangeFromASharedSecretToAKeyWithoutABreak() {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            JsonObject webhook = create(receiver, Json.createObjectBuilder());
            JsonObject rotated = rotate(webhook, Json.createObjectBuilder().add("signature", "ed25519"));

            agent.log("stripe.refund", "failed", "{}");

            ReceivedWebhook request = receiver.awaitFirst(EVENT);
            assertThat(rotated.getString("signature")).isEqualTo("ed25519");
            assertThat(verifies(rotated.getString("public_key"), request)).isTrue();
            assertThat(request.isSignedWith(webhook.getString("secret"))).isTrue();
        }
    }

    @Test
    void whatIsNoKeyPairIsRefused() {
        String halves = Base64.getEncoder().encodeToString(new byte[64]);

        assertThat(company.api()
                        .post(
                                "/api/webhooks",
                                "{\"url\":\"https://example.com/\",\"events\":[\"log.failed\"],\"secret\":\"whsk_"
                                        + halves + "\"}")
                        .expect(400)
                        .body())
                .contains("\"field\":\"secret\"");
    }
}
