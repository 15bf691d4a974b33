package org.agentwarden.organizations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InvitationTest {

    private static final Instant NOW = Instant.parse("2026-02-25T08:00:00Z");

    @Test
    void anInvitationIsOpenForSevenDays() {
        Invitation invitation = new Invitation("o", "ben@example.com", Role.VIEWER, "hash", Optional.of("u"), NOW);
        Instant end = NOW.plus(Duration.ofDays(7));

        assertThat(invitation.expiresAt()).isEqualTo(end);
        assertThat(invitation.isOpen(end.minusMillis(1))).isTrue();
        assertThat(invitation.isOpen(end)).isFalse();
    }
}
