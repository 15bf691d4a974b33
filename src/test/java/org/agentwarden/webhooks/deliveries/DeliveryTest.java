package org.agentwarden.webhooks.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.agentwarden.webhooks.endpoints.EventType;
import org.agentwarden.webhooks.endpoints.Ordering;
import org.agentwarden.webhooks.endpoints.RetrySchedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeliveryTest {

    private static final URI URL = URI.create("https://receiver.example/hook");

    private static final Instant BORN = Instant.parse("2026-02-25T23:51:33.984319Z");
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
        assertThat(delivery.ticket()).isEqualTo(new DeliveryRef(delivery.id(), "endpoint", BORN));
        assertThat(delivery.isClaimedAs(0)).isTrue();
        assertThat(delivery.isClaimedAs(1)).isFalse();
    }

    @Test
    void aSuccessEndsIt() {
        Delivery delivery = withRetries(3);
        delivery.succeeded(204, BORN.plusSeconds(1));

        assertThat(delivery.status()).isEqualTo(DeliveryStatus.DELIVERED);
        assertThat(delivery.deliveredAt()).contains(BORN.plusSeconds(1));
        assertThat(delivery.nextAttemptAt()).isEmpty();
        assertThat(delivery.attemptCount()).isEqualTo(1);
        assertThat(delivery.lastStatusCode()).hasValue(204);
        assertThat(delivery.lastError()).isEmpty();
        assertThat(delivery.isClaimedAs(0)).isFalse();
    }

    @Test
    void aFailureIsTakenDownAndTheNextAttemptPlanned() {
        Delivery delivery = withRetries(3);
        Instant at = BORN.plusSeconds(2);

        assertThat(delivery.failed(
                        failure(OptionalInt.of(500), "answered 500", Optional.empty()), SCHEDULE, Ordering.NONE, 0, at))
                .contains(at.plusSeconds(5));
        assertThat(delivery.status()).isEqualTo(DeliveryStatus.PENDING);
        assertThat(delivery.nextAttemptAt()).contains(at.plusSeconds(5));
        assertThat(delivery.attemptCount()).isEqualTo(1);
        assertThat(delivery.lastStatusCode()).hasValue(500);
        assertThat(delivery.lastError()).contains("answered 500");
        assertThat(delivery.ticket().dueAt()).isEqualTo(at.plusSeconds(5));
    }

    @Test
    void aFailureWithoutAnAnswerForgetsTheStatusOfTheOneBefore() {
        Delivery delivery = withRetries(3);
        fail(delivery, OptionalInt.of(500), "answered 500");
        fail(delivery, OptionalInt.empty(), "timed out");
        assertThat(delivery.lastStatusCode()).isEmpty();
        assertThat(delivery.lastError()).contains("timed out");
    }

    @Test
    void aSuccessAfterFailuresForgetsTheirError() {
        Delivery delivery = withRetries(3);
        fail(delivery, OptionalInt.of(503), "answered 503");
        delivery.succeeded(200, BORN.plusSeconds(9));
        assertThat(delivery.attemptCount()).isEqualTo(2);
        assertThat(delivery.lastError()).isEmpty();
        assertThat(delivery.lastStatusCode()).hasValue(200);
    }

    @Test
    void theJitterIsAddedToTheDelay() {
        Optional<Instant> next = withRetries(3)
                .failed(failure(OptionalInt.empty(), "timed out", Optional.empty()), SCHEDULE, Ordering.NONE, 1, BORN);
        assertThat(next).contains(BORN.plusSeconds(6));
    }

    @Test
    void aReceiverThatWantsItLaterGetsItLater() {
        Instant wanted = BORN.plusSeconds(60);
        AttemptResult later = failure(OptionalInt.of(503), "HTTP 503", Optional.of(wanted));
        assertThat(withRetries(3).failed(later, SCHEDULE, Ordering.NONE, 1, BORN))
                .contains(wanted);
    }

    @Test
    void aReceiverThatWantsItSoonerGetsItByTheSchedule() {
        AttemptResult sooner = failure(OptionalInt.of(429), "HTTP 429", Optional.of(BORN.plusSeconds(1)));
        assertThat(withRetries(3).failed(sooner, SCHEDULE, Ordering.NONE, 0, BORN))
                .contains(BORN.plusSeconds(5));
    }

    @Test
    void aReceiverThatIsGoneIsNotTriedAgain() {
        Delivery delivery = withRetries(3);
        AttemptResult gone = failure(OptionalInt.of(410), "HTTP 410", Optional.empty());
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
        assertThat(delivery.lastError()).contains("timed out");
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
    void whereOrderIsKeptAFailedDeliveryKeepsItsPlaceAndCanNotBeClaimedBeforeItsTime() {
        Delivery delivery = withRetries(3);
        AttemptResult failure = failure(OptionalInt.of(500), "answered 500", Optional.empty());

        assertThat(delivery.failed(failure, SCHEDULE, Ordering.SKIP, 0, BORN.plusSeconds(2)))
                .contains(BORN.plusSeconds(7));

        assertThat(delivery.nextAttemptAt()).contains(BORN.plusSeconds(7));
        assertThat(delivery.ticket().dueAt()).isEqualTo(BORN.plusSeconds(7));
        assertThat(delivery.dueAt()).contains(BORN);
    }

    @Test
    void whereOrderIsKeptARevivedDeliveryTakesItsOldPlace() {
        Delivery delivery = withRetries(0);
        fail(delivery);

        delivery.revive(3, Ordering.BLOCK, BORN.plusSeconds(60));

        assertThat(delivery.dueAt()).contains(BORN);
    }

    @Test
    void revivingEndsAnEarlierClaim() {
        Delivery delivery = withRetries(3);
        long earlier = delivery.claimNumber();
        delivery.revive(3, Ordering.NONE, BORN.plusSeconds(60));
        assertThat(delivery.isClaimedAs(earlier)).isFalse();
        assertThat(delivery.isClaimedAs(delivery.claimNumber())).isTrue();
        assertThat(delivery.ticket()).isEqualTo(new DeliveryRef(delivery.id(), "endpoint", BORN.plusSeconds(60)));
    }

    @Test
    void aDeliveredOneCanBeSentAgain() {
        Delivery delivery = withRetries(3);
        delivery.succeeded(200, BORN.plusSeconds(1));
        delivery.revive(3, Ordering.NONE, BORN.plusSeconds(60));
        assertThat(delivery.status()).isEqualTo(DeliveryStatus.PENDING);
        assertThat(delivery.deliveredAt()).isEmpty();

        delivery.succeeded(200, BORN.plusSeconds(61));
        assertThat(delivery.deliveredAt()).contains(BORN.plusSeconds(61));
        assertThat(delivery.attemptCount()).isEqualTo(2);
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
        AttemptResult result = new AttemptResult(
                URL,
                AttemptEnding.HTTP_5XX,
                BORN,
                Duration.ofMillis(1_234),
                OptionalInt.of(500),
                Optional.of("answered 500"),
                Optional.of("oops"),
                Optional.empty());
        Optional<Instant> next = delivery.failed(result, SCHEDULE, Ordering.NONE, 0, BORN);

        Attempt attempt = new Attempt(delivery.id(), delivery.attemptCount(), result, next);
        assertThat(attempt.attempt()).isEqualTo(1);
        assertThat(attempt.startedAt()).isEqualTo(BORN);
        assertThat(attempt.durationMillis()).isEqualTo(1_234);
        assertThat(attempt.statusCode()).hasValue(500);
        assertThat(attempt.error()).contains("answered 500");
        assertThat(attempt.responseBody()).contains("oops");
        assertThat(attempt.nextAttemptAt()).isEqualTo(next);
    }

    private static Optional<Instant> fail(Delivery delivery) {
        return fail(delivery, OptionalInt.empty(), "timed out");
    }

    private static Optional<Instant> fail(Delivery delivery, OptionalInt statusCode, String error) {
        return delivery.failed(failure(statusCode, error, Optional.empty()), SCHEDULE, Ordering.NONE, 0, BORN);
    }

    private static AttemptResult failure(OptionalInt statusCode, String error, Optional<Instant> notBefore) {
        AttemptEnding ending =
                statusCode.isPresent() ? AttemptEnding.rejectedWith(statusCode.getAsInt()) : AttemptEnding.TIMEOUT;
        return new AttemptResult(
                URL, ending, BORN, Duration.ZERO, statusCode, Optional.of(error), Optional.empty(), notBefore);
    }

    private static Delivery withRetries(int retries) {
        WebhookEvent event =
                new WebhookEvent("event", "organization", EventType.APPROVAL_APPROVED, "{}", BORN, Optional.empty());
        return new Delivery(event, "endpoint", retries, BORN);
    }
}
