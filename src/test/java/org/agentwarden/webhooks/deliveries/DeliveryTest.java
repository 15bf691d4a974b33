package org.agentwarden.webhooks.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.agentwarden.webhooks.deliveries.AttemptOutcome.Answered;
import org.agentwarden.webhooks.deliveries.AttemptOutcome.Unanswered;
import org.agentwarden.webhooks.endpoints.EventType;
import org.agentwarden.webhooks.endpoints.Ordering;
import org.agentwarden.webhooks.endpoints.RetrySchedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeliveryTest {

    private static final URI URL = URI.create("https://receiver.example/hook");

    private static final Instant BORN = Instant.parse("2026-02-25T23:51:33.984319Z");
    private static final AttemptOutcome TIMED_OUT = new Unanswered(
            new Exchange(URL, BORN, Duration.ZERO), AttemptEnding.TIMEOUT, "no complete answer within 5000 ms");
    private static final RetrySchedule SCHEDULE =
            new RetrySchedule(List.of(Duration.ofSeconds(5), Duration.ofSeconds(25), Duration.ofSeconds(125)));

    @Test
    void aNewDeliveryIsDueAtOnce() {
        Delivery delivery = withRetries(3);
        assertThat(delivery.status()).isEqualTo(DeliveryStatus.PENDING);
        assertThat(delivery.organizationId()).isEqualTo("organization");
        assertThat(delivery.endpointId()).isEqualTo("endpoint");
        assertThat(delivery.eventId()).isEqualTo("event");
        assertThat(delivery.eventType()).isEqualTo(EventType.APPROVAL_APPROVED);
        assertThat(delivery.attemptCount()).isZero();
        assertThat(delivery.nextAttemptAt()).contains(BORN);
        assertThat(delivery.createdAt()).isEqualTo(BORN);
        assertThat(delivery.scheduled()).isEqualTo(new ScheduledDelivery(delivery.id(), delivery.endpointId(), BORN));
        assertThat(delivery.isClaimedAs(0)).isTrue();
        assertThat(delivery.isClaimedAs(1)).isFalse();
    }

    @Test
    void aFailureIsRecordedAndTheNextAttemptPlanned() {
        Delivery delivery = withRetries(3);
        Instant at = BORN.plusSeconds(2);

        assertThat(delivery.failed(rejected(500, Optional.empty()), SCHEDULE, Ordering.NONE, 0, at))
                .contains(at.plusSeconds(5));
        assertThat(delivery.status()).isEqualTo(DeliveryStatus.PENDING);
        assertThat(delivery.nextAttemptAt()).contains(at.plusSeconds(5));
        assertThat(delivery.attemptCount()).isEqualTo(1);
        assertThat(delivery.lastStatusCode()).hasValue(500);
        assertThat(delivery.lastError()).contains("HTTP 500");
        assertThat(delivery.scheduled().dueAt()).isEqualTo(at.plusSeconds(5));
    }

    @Test
    void aFailureWithoutAnAnswerForgetsTheStatusOfTheOneBefore() {
        Delivery delivery = withRetries(3);
        delivery.failed(rejected(500, Optional.empty()), SCHEDULE, Ordering.NONE, 0, BORN);
        fail(delivery);
        assertThat(delivery.lastStatusCode()).isEmpty();
        assertThat(delivery.lastError()).contains("no complete answer within 5000 ms");
    }

    @Test
    void theJitterIsAddedToTheDelay() {
        Optional<Instant> next = withRetries(3).failed(TIMED_OUT, SCHEDULE, Ordering.NONE, 1, BORN);
        assertThat(next).contains(BORN.plusSeconds(6));
    }

    @Test
    void aReceiverThatWantsItLaterGetsItLater() {
        Instant wanted = BORN.plusSeconds(60);
        AttemptOutcome later = rejected(503, Optional.of(wanted));
        assertThat(withRetries(3).failed(later, SCHEDULE, Ordering.NONE, 1, BORN))
                .contains(wanted);
    }

    @Test
    void aReceiverThatWantsItSoonerGetsItByTheSchedule() {
        AttemptOutcome sooner = rejected(429, Optional.of(BORN.plusSeconds(1)));
        assertThat(withRetries(3).failed(sooner, SCHEDULE, Ordering.NONE, 0, BORN))
                .contains(BORN.plusSeconds(5));
    }

    @Test
    void aReceiverThatIsGoneIsNotTriedAgain() {
        Delivery delivery = withRetries(3);
        AttemptOutcome gone = rejected(410, Optional.empty());
        assertThat(delivery.failed(gone, SCHEDULE, Ordering.NONE, 0, BORN)).isEmpty();
        assertThat(delivery.status()).isEqualTo(DeliveryStatus.EXHAUSTED);
    }

    static IntStream numbersOfRetries() {
        return IntStream.rangeClosed(0, 10);
    }

    @ParameterizedTest
    @MethodSource("numbersOfRetries")
    void afterTheFirstAttemptAndItsRetriesItIsExhausted(int retries) {
        Delivery delivery = withRetries(retries);
        for (int attempt = 1; attempt <= retries; attempt++) {
            assertThat(fail(delivery)).contains(BORN.plus(SCHEDULE.delayBefore(attempt, 0)));
            assertThat(delivery.status()).isEqualTo(DeliveryStatus.PENDING);
        }
        assertThat(fail(delivery)).isEmpty();
        assertThat(delivery.status()).isEqualTo(DeliveryStatus.EXHAUSTED);
        assertThat(delivery.nextAttemptAt()).isEmpty();
        assertThat(delivery.attemptCount()).isEqualTo(retries + 1);
        assertThat(delivery.lastError()).contains("no complete answer within 5000 ms");
        assertThat(delivery.isClaimedAs(delivery.claimNumber())).isFalse();
    }

    @ParameterizedTest
    @MethodSource("numbersOfRetries")
    void aRevivedDeliveryHasAFreshRoundAndCountsOn(int retries) {
        Delivery delivery = withRetries(1);
        fail(delivery);
        fail(delivery);
        assertThat(delivery.status()).isEqualTo(DeliveryStatus.EXHAUSTED);

        Instant revived = BORN.plusSeconds(3_600);
        delivery.revive(retries, Ordering.NONE, revived);
        assertThat(delivery.status()).isEqualTo(DeliveryStatus.PENDING);
        assertThat(delivery.nextAttemptAt()).contains(revived);
        assertThat(delivery.attemptCount()).isEqualTo(2);
        for (int retry = 1; retry <= retries; retry++) {
            assertThat(fail(delivery)).contains(BORN.plus(SCHEDULE.delayBefore(retry, 0)));
        }
        assertThat(fail(delivery)).isEmpty();
        assertThat(delivery.status()).isEqualTo(DeliveryStatus.EXHAUSTED);
        assertThat(delivery.attemptCount()).isEqualTo(2 + retries + 1);
    }

    @Test
    void whereOrderIsKeptAFailedDeliveryCanNotBeClaimedBeforeItsTime() {
        Delivery delivery = withRetries(3);
        AttemptOutcome failure = rejected(500, Optional.empty());

        assertThat(delivery.failed(failure, SCHEDULE, Ordering.SKIP, 0, BORN.plusSeconds(2)))
                .contains(BORN.plusSeconds(7));

        assertThat(delivery.nextAttemptAt()).contains(BORN.plusSeconds(7));
        assertThat(delivery.scheduled().dueAt()).isEqualTo(BORN.plusSeconds(7));
    }

    @Test
    void whereOrderIsKeptARevivedDeliveryTakesItsOldPlace() {
        Delivery delivery = withRetries(0);
        fail(delivery);

        delivery.revive(3, Ordering.BLOCK, BORN.plusSeconds(60));

        assertThat(delivery.nextAttemptAt()).contains(BORN);
    }

    @Test
    void anAttemptThatIsUnderWayIsTheFirstOfTheFreshRound() {
        Delivery delivery = withRetries(0);
        Lease lease = Lease.from(BORN, Duration.ofSeconds(5));
        delivery.claim(lease);

        delivery.revive(1, Ordering.NONE, BORN.plusSeconds(1));

        assertThat(delivery.isClaimedAs(lease.claimNumber())).isTrue();
        assertThat(delivery.nextAttemptAt()).contains(lease.end());
        assertThat(fail(delivery)).isPresent();
        assertThat(fail(delivery)).isEmpty();
    }

    @Test
    void aClaimThatIsOverDoesNotDelayAFreshRound() {
        Delivery delivery = withRetries(0);
        delivery.claim(Lease.from(BORN, Duration.ofSeconds(5)));
        fail(delivery);
        assertThat(delivery.status()).isEqualTo(DeliveryStatus.EXHAUSTED);

        delivery.revive(3, Ordering.SKIP, BORN.plusSeconds(1));

        assertThat(delivery.nextAttemptAt()).contains(BORN);
    }

    @Test
    void aRetryThatWaitsIsNotUnderWay() {
        Delivery delivery = withRetries(3);
        delivery.claim(Lease.from(BORN, Duration.ofSeconds(5)));
        delivery.failed(TIMED_OUT, SCHEDULE, Ordering.SKIP, 0, BORN);

        delivery.revive(3, Ordering.SKIP, BORN.plusSeconds(1));

        assertThat(delivery.nextAttemptAt()).contains(BORN);
    }

    @Test
    void aRoundThatIsUnderWayIsReplacedByTheFreshOne() {
        Delivery delivery = withRetries(2);
        fail(delivery);
        fail(delivery);
        delivery.revive(1, Ordering.NONE, BORN);
        assertThat(fail(delivery)).isPresent();
        assertThat(fail(delivery)).isEmpty();
        assertThat(delivery.attemptCount()).isEqualTo(4);
    }

    @Test
    void aCancelledDeliveryIsNeverDueUntilRevived() {
        Delivery delivery = withRetries(3);
        delivery.cancel("the endpoint is disabled");
        assertThat(delivery.status()).isEqualTo(DeliveryStatus.CANCELLED);
        assertThat(delivery.nextAttemptAt()).isEmpty();
        assertThat(delivery.lastError()).contains("the endpoint is disabled");
        assertThat(delivery.isClaimedAs(delivery.claimNumber())).isFalse();

        delivery.revive(3, Ordering.NONE, BORN.plusSeconds(60));
        assertThat(delivery.isClaimedAs(delivery.claimNumber())).isTrue();
    }

    @Test
    void anAttemptIsNumberedFromOneAndKeepsWhatCameOfIt() {
        Delivery delivery = withRetries(3);
        AttemptOutcome result =
                new Answered(new Exchange(URL, BORN, Duration.ofMillis(1_234)), 500, "oops", Optional.empty());
        Optional<Instant> next = delivery.failed(result, SCHEDULE, Ordering.NONE, 0, BORN);

        Attempt attempt = new Attempt(delivery.id(), delivery.attemptCount(), result, next);
        assertThat(attempt.attempt()).isEqualTo(1);
        assertThat(attempt.startedAt()).isEqualTo(BORN);
        assertThat(attempt.durationMillis()).isEqualTo(1_234);
        assertThat(attempt.statusCode()).hasValue(500);
        assertThat(attempt.error()).contains("HTTP 500");
        assertThat(attempt.responseBody()).contains("oops");
        assertThat(attempt.nextAttemptAt()).isEqualTo(next);
    }

    private static Optional<Instant> fail(Delivery delivery) {
        return delivery.failed(TIMED_OUT, SCHEDULE, Ordering.NONE, 0, BORN);
    }

    private static AttemptOutcome rejected(int status, Optional<Instant> notBefore) {
        return new Answered(new Exchange(URL, BORN, Duration.ZERO), status, "", notBefore);
    }

    private static Delivery withRetries(int retries) {
        WebhookEvent event = new WebhookEvent(
                "organization", new EventContent("event", EventType.APPROVAL_APPROVED, "{}", BORN, Optional.empty()));
        return new Delivery(event, "endpoint", retries, BORN);
    }
}
