package org.agentwarden.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import org.agentwarden.platform.http.ApiException;
import org.agentwarden.platform.http.Conflict;
import org.agentwarden.platform.http.InProgress;
import org.junit.jupiter.api.Test;

class StoredResponseTest {

    private static final Instant NOW = Instant.parse("2026-02-25T23:51:33Z");
    private static final IdempotencyClaim FIRST = new IdempotencyClaim("key", "request", "claim-1");
    private static final IdempotencyClaim SAME = new IdempotencyClaim("key", "request", "claim-2");
    private static final IdempotencyClaim OTHER = new IdempotencyClaim("key", "another request", "claim-3");

    private final StoredResponse kept = new StoredResponse(FIRST, NOW);

    @Test
    void aRepetitionWaitsWhileTheFirstIsAtWork() {
        Instant end = NOW.plus(StoredResponse.LEASE).minusMillis(1);

        InProgress refusal = catchThrowableOfType(InProgress.class, () -> kept.take(SAME, end));

        assertThat(refusal).returns(409, ApiException::status);
        assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(1));
    }

    @Test
    void anotherRequestWithTheKeyIsRefusedAlsoWhileTheFirstIsAtWork() {
        Conflict refusal = catchThrowableOfType(Conflict.class, () -> kept.take(OTHER, NOW));

        assertThat(refusal.detail().asJsonObject().getString("error")).isEqualTo("idempotency_conflict");
    }

    @Test
    void whatACrashHasLeftBehindIsTakenOverOnceByTheSameRequest() {
        Instant end = NOW.plus(StoredResponse.LEASE);

        assertThat(catchThrowableOfType(Conflict.class, () -> kept.take(OTHER, end)))
                .isNotNull();
        assertThat(kept.take(SAME, end)).isEmpty();
        assertThat(catchThrowableOfType(InProgress.class, () -> kept.take(FIRST, end)))
                .isNotNull();
    }

    @Test
    void afterADayTheKeyIsFreeForAnything() {
        assertThat(kept.take(OTHER, NOW.plus(StoredResponse.LIFE))).isEmpty();
    }
}
