package org.agentwarden.webhooks.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.agentwarden.platform.http.Conflict;
import org.junit.jupiter.api.Test;

class EndpointSecretsTest {

    private static final Instant NOW = Instant.parse("2026-02-25T23:51:33.974127Z");

    private final EndpointSecrets secrets = new EndpointSecrets("first");

    @Test
    void duringARotationBothSecretsSignAndAfterItTheNewOneAlone() {
        Instant end = NOW.plusSeconds(60);
        secrets.rotate("second", end, NOW);

        assertThat(secrets.sealed(end.minusNanos(1))).containsExactly("second", "first");
        assertThat(secrets.sealed(end)).containsExactly("second");
    }

    @Test
    void aSecondRotationLeavesTheFirstSecretItsTime() {
        Instant noon = Instant.parse("2026-02-25T12:00:00Z");
        secrets.rotate("second", noon.plusSeconds(60), noon);
        secrets.rotate("third", noon.plusSeconds(90), noon.plusSeconds(30));

        assertThat(secrets.sealed(noon.plusSeconds(59))).containsExactly("third", "second", "first");
        assertThat(secrets.sealed(noon.plusSeconds(60))).containsExactly("third", "second");
        assertThat(secrets.sealed(noon.plusSeconds(90))).containsExactly("third");
    }

    @Test
    void aSixthSecretMustWaitUntilOneHasEnded() {
        Instant end = NOW.plusSeconds(60);
        for (int rotation = 2; rotation <= 5; rotation++) {
            secrets.rotate("secret " + rotation, end, NOW);
        }

        assertThatThrownBy(() -> secrets.rotate("secret 6", end, NOW)).isInstanceOf(Conflict.class);
        assertThat(secrets.sealed(NOW)).hasSize(5).startsWith("secret 5").endsWith("first");
        secrets.rotate("secret 6", end.plusSeconds(60), end);
        assertThat(secrets.sealed(end)).containsExactly("secret 6", "secret 5");
    }

    @Test
    void allAreSealedAnew() {
        secrets.rotate("second", NOW.plusSeconds(60), NOW);
        secrets.rotate("third", NOW.plusSeconds(60), NOW);

        secrets.reseal(text -> text + "!");

        assertThat(secrets.sealed(NOW)).containsExactly("third!", "second!", "first!");
    }
}
