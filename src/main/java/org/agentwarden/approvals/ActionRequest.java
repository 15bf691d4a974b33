package org.agentwarden.approvals;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.agentwarden.platform.json.JsonText;

/** The action that an agent asks a human about. */
public record ActionRequest(
        String organizationId, String agentId, String agentName, String action, JsonObject context) {

    /** Equal for requests of the same agent, action and context, however the context is written. */
    String fingerprint() {
        String whole = organizationId + '\n' + agentId + '\n' + action + '\n' + JsonText.canonical(context);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(whole.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
