package org.agentwarden.platform.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.sql.SQLTransientConnectionException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuarantineTest {

    private Instant now = Instant.parse("2026-02-25T23:51:33Z");
    private final Quarantine quarantine = new Quarantine("example", () -> now);
    private final List<String> done = new ArrayList<>();

    private boolean fail(String item) {
        return quarantine.attempt(item, () -> {
            done.add(item);
            throw new IllegalStateException("planted");
        });
    }

    private boolean succeed(String item) {
        return quarantine.attempt(item, () -> done.add(item));
    }

    @Test
    void theOthersGoOnWhenOneFails() {
        assertThat(fail("poison")).isFalse();
        assertThat(succeed("good")).isTrue();
        assertThat(quarantine.setAside()).containsExactly("poison");
    }

    @Test
    void anItemThatFailedIsTriedAgainAfterABackOffThatDoubles() {
        fail("poison");
        now = now.plusSeconds(4);
        assertThat(succeed("poison")).isFalse();
        now = now.plusSeconds(1);
        fail("poison");
        now = now.plusSeconds(9);
        assertThat(succeed("poison")).isFalse();
        now = now.plusSeconds(1);
        assertThat(succeed("poison")).isTrue();

        assertThat(done).hasSize(3);
        assertThat(quarantine.setAside()).isEmpty();
    }

    @Test
    void theBackOffEndsAtTenMinutes() {
        for (int failures = 0; failures < 20; failures++) {
            fail("poison");
            now = now.plusSeconds(600);
        }
        assertThat(done).hasSize(20);
    }

    @Test
    void ofManyItemsOnlyTheOneThatFailsAloneIsSetAside() {
        List<String> items = IntStream.range(0, 500).mapToObj(Integer::toString).toList();
        int[] calls = {0};

        int count = quarantine.attemptAll(items, together -> {
            calls[0]++;
            if (together.contains("123")) {
                throw new IllegalStateException("planted");
            }
            done.addAll(together);
        });

        assertThat(count).isEqualTo(499);
        assertThat(done).hasSize(499).doesNotHaveDuplicates();
        assertThat(quarantine.setAside()).containsExactly("123");
        assertThat(calls[0]).isLessThan(25);
    }

    @Test
    void anOutageIsNotTheItemsFault() {
        IllegalStateException outage = new IllegalStateException(new SQLTransientConnectionException());

        assertThatIllegalStateException()
                .isThrownBy(() -> quarantine.attempt("good", () -> {
                    throw outage;
                }));
        assertThat(quarantine.setAside()).isEmpty();
    }

    @Test
    void itsSizeHasABound() {
        for (int number = 0; number < 2_000; number++) {
            fail("poison-" + number);
        }
        assertThat(quarantine.setAside()).hasSize(500);
    }
}
