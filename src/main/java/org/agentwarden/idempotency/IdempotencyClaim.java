package org.agentwarden.idempotency;

import java.nio.charset.StandardCharsets;
import org.agentwarden.platform.Fingerprint;
import org.agentwarden.platform.Ids;
import org.agentwarden.security.Caller;

/**
 * A request's claim to be the one that does the work for its key.
 *
 * @param keyHash a hash of the caller and the key, so that callers who choose the same key do not collide
 * @param requestHash what is asked for: a repetition has the same
 * @param id of this claim alone
 */
record IdempotencyClaim(String keyHash, String requestHash, String id) {

    /** The caller's claim, for a request of that method, path with query, and body. */
    static IdempotencyClaim of(Caller caller, IdempotencyKey key, String method, String path, byte[] body) {
        return new IdempotencyClaim(
                Fingerprint.of(caller.organizationId(), caller.plane().name(), caller.id(), key.text()),
                Fingerprint.of(method.getBytes(StandardCharsets.UTF_8), path.getBytes(StandardCharsets.UTF_8), body),
                Ids.random());
    }
}
