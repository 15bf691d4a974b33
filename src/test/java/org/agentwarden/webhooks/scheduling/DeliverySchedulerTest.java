package org.agentwarden.webhooks.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.agentwarden.webhooks.deliveries.AttemptEnding;
import org.agentwarden.webhooks.deliveries.AttemptOutcome;
import org.agentwarden.webhooks.deliveries.AttemptOutcome.Answered;
import org.agentwarden.webhooks.deliveries.AttemptOutcome.Unanswered;
import org.agentwarden.webhooks.deliveries.ClaimedDelivery;
import org.agentwarden.webhooks.deliveries.EventContent;
import org.agentwarden.webhooks.deliveries.Exchange;
import org.agentwarden.webhooks.deliveries.Lease;
import org.agentwarden.webhooks.endpoints.EventType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeliverySchedulerTest {

    private static final int MOST_CLAIMED = 100;
    private static final int LARGEST_BATCH = 16;
    private static final int MOST_UNPROVEN = 40;
    private static final int MOST_UNRESPONSIVE = 8;
    private static final Exchange EXCHANGE =
            new Exchange(URI.create("https://receiver.example"), Instant.EPOCH, Duration.ofMillis(5));
    private static final AttemptOutcome ANSWERED = new Answered(EXCHANGE, 200, "", Optional.empty());
    private static final AttemptOutcome UNANSWERED = new Unanswered(EXCHANGE, AttemptEnding.TIMEOUT, "");

    private Instant now = Instant.parse("2026-11-28T12:00:30Z");
    private DeliveryScheduler scheduler = scheduler(1_000, 1_000, 1_000_000);

    private DeliveryScheduler scheduler(int perOrganization, int perReceiver, int perMinute) {
        return new DeliveryScheduler(
                new SchedulerLimits(
                        MOST_CLAIMED,
                        LARGEST_BATCH,
                        MOST_UNPROVEN,
                        MOST_UNRESPONSIVE,
                        perOrganization,
                        perReceiver,
                        perMinute),
                () -> now);
    }

    /** By endpoint, what waits in the database: due and not claimed. */
    private final Map<String, TreeSet<String>> waiting = new TreeMap<>();

    @Test
    void aDeadEndpointsBacklogDoesNotDelayAnothersFirstDelivery() {
        store("dead", 100_000);
        scheduler.addBacklog(List.of("dead"));
        List<SendSlot> hanging = sendAll();

        store("alive", 1);
        scheduler.addBacklog(List.of("alive"));

        assertThat(hanging).hasSizeLessThanOrEqualTo(ConcurrencyLimit.MOST_IN_FLIGHT);
        assertThat(sendAll()).extracting(slot -> slot.delivery().endpointId()).contains("alive");
    }

    @Test
    void endpointsThatDoNotAnswerShareAFewRequests() {
        for (int endpoint = 0; endpoint < 50; endpoint++) {
            store("dead-" + endpoint, 20);
        }
        scheduler.addBacklog(waiting.keySet());
        for (int round = 0; round < 50; round++) {
            sendAll().forEach(this::endUnanswered);
        }
        assertThat(sendAll()).hasSizeLessThanOrEqualTo(MOST_UNRESPONSIVE);
    }

    @Test
    void endpointsThatHaveNeverAnsweredLeaveRequestsForThoseThatHave() {
        answerOnce("alive");
        for (int endpoint = 0; endpoint < 100; endpoint++) {
            assertThat(scheduler.tryReserve("new-" + endpoint, false)).isEqualTo(endpoint < MOST_CLAIMED);
            scheduler.add(claimed("new-" + endpoint + "#1"));
        }
        List<SendSlot> hanging = sendAll();
        hanging.stream().limit(1).forEach(this::endUnanswered);

        assertThat(hanging).hasSize(MOST_UNPROVEN);
        assertThat(scheduler.tryReserve("alive", false)).isTrue();
        scheduler.add(claimed("alive#2"));
        assertThat(sendAll()).extracting(slot -> slot.delivery().deliveryId()).contains("alive#2");
    }

    @Test
    void anEndpointThatFailsByTheDatabaseIsNotTakenForANewOne() {
        int reserved = 0;
        for (int endpoint = 0; endpoint < 50; endpoint++) {
            String id = "failing-" + endpoint;
            if (scheduler.tryReserve(id, true)) {
                scheduler.add(claimed(id + "#1"));
                reserved++;
            }
        }

        assertThat(reserved).isEqualTo(MOST_UNRESPONSIVE);
        assertThat(sendAll()).hasSize(MOST_UNRESPONSIVE);
    }

    @Test
    void aBacklogOfEndpointsThatFailByTheDatabaseLeavesRequestsForThoseThatAnswer() {
        for (int endpoint = 0; endpoint < 50; endpoint++) {
            store("failing-" + endpoint, 20);
        }
        scheduler.noteFailing(waiting.keySet());
        scheduler.addBacklog(waiting.keySet());

        assertThat(sendAll()).hasSize(MOST_UNRESPONSIVE);
    }

    @Test
    void anAnswerCountsMoreThanWhatTheDatabaseSays() {
        answerOnce("alive");
        scheduler.noteFailing(List.of("alive"));
        store("alive", 100);
        scheduler.addBacklog(List.of("alive"));

        assertThat(sendAll()).allMatch(slot -> slot.responsiveness() == Responsiveness.RESPONSIVE);
    }

    @Test
    void anAnswerMakesAnEndpointResponsiveAtOnce() {
        assertThat(scheduler.tryReserve("late", true)).isTrue();
        scheduler.add(claimed("late#1"));
        endAnswered(scheduler.nextSlot().orElseThrow());
        store("late", 100);
        scheduler.addBacklog(List.of("late"));

        assertThat(sendAll()).hasSize(3).allMatch(slot -> slot.responsiveness() == Responsiveness.RESPONSIVE);
    }

    @Test
    void oneOrganizationTakesItsShareOfTheRequestsAndLeavesTheRest() {
        scheduler = scheduler(10, 1_000, 1_000_000);
        for (int endpoint = 0; endpoint < 9; endpoint++) {
            store("large." + endpoint, 5);
        }
        scheduler.addBacklog(waiting.keySet());
        List<SendSlot> hanging = sendAll();
        store("small.0", 4);
        scheduler.addBacklog(List.of("small.0"));

        assertThat(hanging).hasSize(10);
        assertThat(sendAll())
                .hasSize(4)
                .allMatch(slot -> slot.delivery().organizationId().equals("small"));
        hanging.forEach(this::endAnswered);
        assertThat(sendAll()).hasSize(10);
    }

    @Test
    void aHostIsNotHitThroughManyWebhooksAtOnceOfWhomeverTheyAre() {
        scheduler = scheduler(1_000, 4, 1_000_000);
        for (int webhook = 0; webhook < 30; webhook++) {
            store("org" + webhook + ".w@victim", 3);
        }
        store("other.w@elsewhere", 3);
        scheduler.addBacklog(waiting.keySet());
        Set<String> delivered = new HashSet<>();
        int most = 0;
        for (List<SendSlot> slots = sendAll(); !slots.isEmpty(); slots = sendAll()) {
            most = Math.max(most, (int) slots.stream()
                    .filter(slot -> slot.delivery().receiver().equals("@victim"))
                    .count());
            slots.forEach(slot -> {
                delivered.add(slot.delivery().deliveryId());
                endAnswered(slot);
            });
        }

        assertThat(most).isEqualTo(4);
        assertThat(delivered).hasSize(93);
    }

    @Test
    void whatIsOverTheRequestsOfAMinuteIsGivenBackAndSearchedForInTheNext() {
        scheduler = scheduler(1_000, 1_000, 3);
        store("busy.0", 10);
        store("calm.0", 1);
        scheduler.addBacklog(waiting.keySet());
        List<SendSlot> slots = sendAll();

        assertThat(slots.stream()
                        .filter(SendSlot::allowed)
                        .map(slot -> slot.delivery().organizationId()))
                .containsExactlyInAnyOrder("busy", "busy", "busy", "calm");
        slots.stream().filter(SendSlot::allowed).forEach(this::endAnswered);
        slots.stream().filter(slot -> !slot.allowed()).forEach(this::giveBack);
        sendAll().stream().filter(slot -> !slot.allowed()).forEach(this::giveBack);
        scheduler.addBacklog(List.of("busy.0"));
        assertThat(scheduler.nextSearch()).isEmpty();

        now = Instant.parse("2026-11-28T12:01:02Z");
        scheduler.resumeOverdue();
        claimAll();
        assertThat(scheduler.nextSlot().orElseThrow().allowed()).isTrue();
    }

    private void giveBack(SendSlot slot) {
        scheduler.unsent(slot);
        scheduler.finished(slot.delivery());
        waiting.get(slot.delivery().endpointId()).add(slot.delivery().deliveryId());
    }

    @Test
    void anEndpointThatDoesNotAnswerIsRememberedWhileItHasNothingToDoForAnHour() {
        sendOneUnanswered("dead");

        store("dead", 50);
        scheduler.addBacklog(List.of("dead"));
        assertThat(sendAll()).hasSize(2).allMatch(slot -> slot.responsiveness() == Responsiveness.UNRESPONSIVE);

        sendOneUnanswered("dead-too");
        now = now.plus(Duration.ofHours(1));
        store("dead-too", 50);
        scheduler.addBacklog(List.of("dead-too"));
        assertThat(sendAll()).hasSize(4).allMatch(slot -> slot.responsiveness() == Responsiveness.UNKNOWN);
    }

    private void sendOneUnanswered(String endpoint) {
        assertThat(scheduler.tryReserve(endpoint, false)).isTrue();
        scheduler.add(claimed(endpoint + "#0"));
        SendSlot slot = scheduler.nextSlot().orElseThrow();
        scheduler.ended(slot, UNANSWERED);
        scheduler.finished(slot.delivery());
    }

    private void answerOnce(String endpoint) {
        assertThat(scheduler.tryReserve(endpoint, false)).isTrue();
        scheduler.add(claimed(endpoint + "#0"));
        endAnswered(scheduler.nextSlot().orElseThrow());
    }

    @Test
    void oneTimeOutAmongManyAnswersDoesNotMakeAnEndpointUnresponsive() {
        answerOnce("slow");
        for (int timeOut = 0; timeOut < 2; timeOut++) {
            assertThat(scheduler.tryReserve("slow", false)).isTrue();
            scheduler.add(claimed("slow#" + timeOut));
            SendSlot slot = scheduler.nextSlot().orElseThrow();
            assertThat(slot.responsiveness()).isEqualTo(Responsiveness.RESPONSIVE);
            scheduler.ended(slot, UNANSWERED);
            scheduler.finished(slot.delivery());
        }
        answerOnce("slow");

        assertThat(scheduler.tryReserve("slow", false)).isTrue();
        scheduler.add(claimed("slow#9"));
        assertThat(scheduler.nextSlot().orElseThrow().responsiveness()).isEqualTo(Responsiveness.RESPONSIVE);
    }

    @Test
    void organizationsTakeTurnsHoweverManyEndpointsOneHas() {
        for (int endpoint = 0; endpoint < 9; endpoint++) {
            store("large." + endpoint, 5);
        }
        store("small.0", 5);
        scheduler.addBacklog(waiting.keySet());
        claimAll();

        List<String> organizations = new ArrayList<>();
        for (int slot = 0; slot < 8; slot++) {
            organizations.add(scheduler.nextSlot().orElseThrow().delivery().organizationId());
        }
        assertThat(organizations.stream().filter("small"::equals)).hasSize(4);
    }

    @Test
    void whatIsStoredIsClaimedAtOnceAsLongAsThereIsRoom() {
        int reserved = 0;
        while (scheduler.tryReserve("one", false)) {
            reserved++;
        }

        assertThat(reserved).isEqualTo(64);
        assertThat(scheduler.claimed()).isEqualTo(reserved);
        scheduler.add(claimed("one#1"));
        assertThat(scheduler.tryReserve("one", false)).isFalse();
        assertThat(scheduler.nextSlot().orElseThrow().delivery().deliveryId()).isEqualTo("one#1");
        assertThat(scheduler.tryReserve("two", false)).isTrue();
    }

    @Test
    void roomIsFreeAgainWhenTheTransactionRolledBackOrTheDeliveryIsFinished() {
        assertThat(scheduler.tryReserve("one", false)).isTrue();
        scheduler.release("one");
        assertThat(scheduler.claimed()).isZero();

        answerOnce("one");
        assertThat(scheduler.claimed()).isZero();
    }

    @Test
    void whatIsStoredDoesNotOvertakeWhatWaits() {
        store("one", 1_000);
        scheduler.addBacklog(List.of("one"));

        assertThat(scheduler.tryReserve("one", false)).isFalse();
    }

    @Test
    void aServerThatStopsTakesNothingMore() {
        store("one", 3);
        scheduler.addBacklog(List.of("one"));
        scheduler.close();

        assertThat(scheduler.tryReserve("two", false)).isFalse();
        assertThat(scheduler.nextSearch()).isEmpty();
        assertThat(scheduler.nextSlot()).isEmpty();
    }

    @Test
    void allEndpointsTogetherTakeNoMoreThanTheNodeMayHold() {
        int endpoints = 0;
        while (scheduler.tryReserve("endpoint-" + endpoints, false)) {
            endpoints++;
        }

        assertThat(endpoints).isEqualTo(MOST_CLAIMED);
    }

    @Test
    void aBacklogIsClaimedAsThereIsRoom() {
        store("one", 5_000);
        scheduler.addBacklog(List.of("one"));
        Set<String> delivered = new HashSet<>();
        while (!waiting.get("one").isEmpty() || scheduler.claimed() > 0) {
            assertThat(scheduler.claimed()).isLessThanOrEqualTo(MOST_CLAIMED);
            for (SendSlot slot : sendAll()) {
                delivered.add(slot.delivery().deliveryId());
                endAnswered(slot);
            }
        }
        assertThat(delivered).hasSize(5_000);
    }

    @Test
    void anEndpointHasABacklogUntilASearchHasFoundAllOfIt() {
        assertThat(scheduler.hasBacklog("one")).isFalse();

        store("one", 1);
        scheduler.addBacklog(List.of("one"));
        assertThat(scheduler.hasBacklog("one")).isTrue();

        sendAll().forEach(this::endAnswered);
        assertThat(scheduler.hasBacklog("one")).isFalse();
    }

    @Test
    void whereOrderIsKeptTheNextIsSearchedForOnceTheOneBeforeIsFinished() {
        scheduler.addBacklog(List.of("one"));
        BacklogSearch first = scheduler.nextSearch().orElseThrow();
        scheduler.fill(
                first, new BacklogBatch(List.of(claimed("one#1")), true, DeliveryMode.ORDERED, Optional.empty()));

        scheduler.addBacklog(List.of("one"));
        assertThat(scheduler.tryReserve("one", false)).isFalse();
        SendSlot slot = scheduler.nextSlot().orElseThrow();
        assertThat(scheduler.nextSearch()).isEmpty();
        scheduler.ended(slot, ANSWERED);
        assertThat(scheduler.nextSearch()).isEmpty();
        scheduler.finished(slot.delivery());

        assertThat(scheduler.nextSearch()).isPresent();
    }

    @Test
    void anEndpointWhoseRateIsUsedUpIsNotSearchedBeforeItsTime() {
        suspend("one", Instant.EPOCH);

        scheduler.addBacklog(List.of("one"));
        assertThat(scheduler.nextSearch()).isEmpty();
        scheduler.resume("one", Instant.EPOCH);

        assertThat(scheduler.nextSearch()).isPresent();
    }

    @Test
    void anEndpointThatNobodyResumedIsFoundAgain() {
        suspend("one", now);
        now = now.plusSeconds(1);
        scheduler.resumeOverdue();
        assertThat(scheduler.nextSearch()).isEmpty();

        now = now.plusSeconds(1);
        scheduler.resumeOverdue();

        assertThat(scheduler.nextSearch()).isPresent();
    }

    @Test
    void aLateCallForAnEarlierSearchResumesNothing() {
        suspend("one", Instant.EPOCH);
        scheduler.resumeOverdue();
        scheduler.fill(
                scheduler.nextSearch().orElseThrow(),
                new BacklogBatch(List.of(), true, DeliveryMode.RATE_LIMITED, Optional.of(now.plusSeconds(9))));

        scheduler.resume("one", Instant.EPOCH);

        assertThat(scheduler.nextSearch()).isEmpty();
    }

    private void suspend(String endpoint, Instant until) {
        scheduler.addBacklog(List.of(endpoint));
        scheduler.fill(
                scheduler.nextSearch().orElseThrow(),
                new BacklogBatch(List.of(), true, DeliveryMode.RATE_LIMITED, Optional.of(until)));
    }

    @Test
    void anOrderedEndpointWithNothingLeftIsSearchedAgainWhenItsBacklogGrows() {
        scheduler.addBacklog(List.of("one"));
        scheduler.fill(scheduler.nextSearch().orElseThrow(), BacklogBatch.nothing(DeliveryMode.ORDERED));
        assertThat(scheduler.nextSearch()).isEmpty();

        scheduler.addBacklog(List.of("one"));

        assertThat(scheduler.nextSearch()).isPresent();
    }

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whateverHappensEverythingIsDeliveredOnceTheSweepHasCome(int seed) {
        Random random = new Random(seed);
        scheduler = scheduler(1 + random.nextInt(20), 1 + random.nextInt(20), 1_000_000);
        Set<String> delivered = new HashSet<>();
        Set<String> all = new HashSet<>();
        List<SendSlot> underWay = new ArrayList<>();
        for (int step = 0; step < 400; step++) {
            switch (random.nextInt(6)) {
                case 0 -> {
                    String endpoint = "org" + random.nextInt(3) + "." + random.nextInt(4) + "@" + random.nextInt(2);
                    for (String id : store(endpoint, random.nextInt(40))) {
                        all.add(id);
                        if (scheduler.tryReserve(endpoint, random.nextBoolean())) {
                            if (random.nextInt(5) == 0) {
                                scheduler.release(endpoint);
                            } else {
                                waiting.get(endpoint).remove(id);
                                scheduler.add(claimed(id));
                            }
                        }
                    }
                }
                case 1 ->
                    scheduler.nextSearch().ifPresent(search -> {
                        if (random.nextInt(5) == 0) {
                            scheduler.abandon(search);
                        } else {
                            answer(search);
                        }
                    });
                case 2 -> scheduler.addBacklog(waiting.keySet());
                case 3, 4 -> scheduler.nextSlot().ifPresent(underWay::add);
                default -> {
                    if (!underWay.isEmpty()) {
                        SendSlot slot = underWay.remove(random.nextInt(underWay.size()));
                        if (random.nextInt(3) == 0) {
                            endUnanswered(slot);
                        } else {
                            delivered.add(slot.delivery().deliveryId());
                            endAnswered(slot);
                        }
                    }
                }
            }
            assertThat(scheduler.claimed()).isLessThanOrEqualTo(MOST_CLAIMED);
        }
        for (int sweep = 0; sweep < 3_000 && !delivered.equals(all); sweep++) {
            underWay.addAll(sendAll());
            underWay.forEach(slot -> {
                delivered.add(slot.delivery().deliveryId());
                endAnswered(slot);
            });
            underWay.clear();
            scheduler.addBacklog(waiting.keySet());
        }
        assertThat(delivered).isEqualTo(all);
        assertThat(scheduler.claimed()).isZero();
        assertThat(scheduler.inFlight()).isZero();
    }

    private List<String> store(String endpoint, int count) {
        TreeSet<String> ids = waiting.computeIfAbsent(endpoint, key -> new TreeSet<>());
        List<String> stored = IntStream.range(0, count)
                .mapToObj(number -> "%s#%08d".formatted(endpoint, ++last))
                .toList();
        ids.addAll(stored);
        return stored;
    }

    private int last;

    private void claimAll() {
        for (Optional<BacklogSearch> search = scheduler.nextSearch();
                search.isPresent();
                search = scheduler.nextSearch()) {
            answer(search.get());
        }
    }

    private void answer(BacklogSearch search) {
        TreeSet<String> ids = waiting.get(search.endpointId());
        List<String> found = ids.stream().limit(search.limit()).toList();
        found.forEach(ids::remove);
        scheduler.fill(
                search,
                new BacklogBatch(
                        found.stream().map(this::claimed).toList(),
                        found.size() == search.limit(),
                        DeliveryMode.UNORDERED,
                        Optional.empty()));
    }

    /** Claims and takes slots until there is none. */
    private List<SendSlot> sendAll() {
        List<SendSlot> slots = new ArrayList<>();
        int before = -1;
        while (slots.size() > before) {
            before = slots.size();
            claimAll();
            for (Optional<SendSlot> slot = scheduler.nextSlot(); slot.isPresent(); slot = scheduler.nextSlot()) {
                slots.add(slot.get());
            }
        }
        return slots;
    }

    private void endAnswered(SendSlot slot) {
        scheduler.ended(slot, ANSWERED);
        scheduler.finished(slot.delivery());
    }

    /** It is due again at once. */
    private void endUnanswered(SendSlot slot) {
        scheduler.ended(slot, UNANSWERED);
        scheduler.finished(slot.delivery());
        waiting.computeIfAbsent(slot.delivery().endpointId(), key -> new TreeSet<>())
                .add(slot.delivery().deliveryId());
    }

    private ClaimedDelivery claimed(String id) {
        String endpoint = id.substring(0, id.indexOf('#'));
        String organization = endpoint.contains(".") ? endpoint.substring(0, endpoint.indexOf('.')) : endpoint;
        return new ClaimedDelivery(
                id,
                new Lease(1, now, now),
                organization,
                endpoint,
                endpoint.contains("@") ? endpoint.substring(endpoint.indexOf('@')) : endpoint,
                new EventContent(id, EventType.LOG_FAILED, "{}", now, Optional.empty()),
                1,
                false,
                false);
    }
}
