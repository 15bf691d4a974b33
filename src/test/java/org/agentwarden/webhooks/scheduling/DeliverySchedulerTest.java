package org.agentwarden.webhooks.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.agentwarden.webhooks.deliveries.ClaimedDelivery;
import org.agentwarden.webhooks.deliveries.DeliveryRef;
import org.agentwarden.webhooks.endpoints.EventType;
import org.agentwarden.webhooks.scheduling.BacklogBatch.Pacing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeliverySchedulerTest {

    private static final int MOST_CLAIMED = 100;
    private static final int LARGEST_CLAIM = 16;
    private static final int MOST_SILENT = 8;
    private static final Duration SOON = Duration.ofMillis(5);

    private DeliveryScheduler lanes = lanes(1_000, 1_000, 1_000_000);

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:30Z");

    private static DeliveryScheduler lanes(int perOrganization, int perReceiver, int perMinute) {
        return new DeliveryScheduler(
                new SchedulerLimits(MOST_CLAIMED, LARGEST_CLAIM, MOST_SILENT, perOrganization, perReceiver, perMinute));
    }

    /** By endpoint, what waits in the database: due and not claimed. */
    private final Map<String, TreeSet<String>> waiting = new TreeMap<>();

    @Test
    void aDeadEndpointsBacklogDoesNotDelayAnothersFirstDelivery() {
        store("dead", 100_000);
        lanes.wake(List.of("dead"));
        List<SendSlot> hanging = sendAll();

        lanes.hint(tickets(store("alive", 1)));
        List<SendSlot> turns = sendAll();

        assertThat(hanging).hasSizeLessThanOrEqualTo(ConcurrencyLimit.MOST_IN_FLIGHT);
        assertThat(turns).extracting(turn -> turn.delivery().endpointId()).contains("alive");
    }

    @Test
    void endpointsThatDoNotAnswerShareAFewRequests() {
        for (int endpoint = 0; endpoint < 50; endpoint++) {
            store("dead-" + endpoint, 20);
        }
        lanes.wake(waiting.keySet());
        for (int round = 0; round < 50; round++) {
            sendAll().forEach(this::endUnanswered);
        }
        assertThat(sendAll()).hasSizeLessThanOrEqualTo(MOST_SILENT);
    }

    @Test
    void oneOrganizationTakesItsShareOfTheRequestsAndLeavesTheRest() {
        lanes = lanes(10, 1_000, 1_000_000);
        for (int endpoint = 0; endpoint < 9; endpoint++) {
            store("large." + endpoint, 5);
        }
        lanes.wake(waiting.keySet());
        List<SendSlot> hanging = sendAll();
        lanes.hint(tickets(store("small.0", 5)));

        assertThat(hanging).hasSize(10);
        assertThat(sendAll())
                .hasSize(5)
                .allMatch(turn -> turn.delivery().organizationId().equals("small"));
        hanging.forEach(this::endAnswered);
        assertThat(sendAll()).hasSize(10);
    }

    @Test
    void aHostIsNotHitThroughManyWebhooksAtOnceOfWhomeverTheyAre() {
        lanes = lanes(1_000, 4, 1_000_000);
        for (int webhook = 0; webhook < 30; webhook++) {
            store("org" + webhook + ".w@victim", 3);
        }
        store("other.w@elsewhere", 3);
        lanes.wake(waiting.keySet());
        Set<String> delivered = new HashSet<>();
        int most = 0;
        for (List<SendSlot> turns = sendAll(); !turns.isEmpty(); turns = sendAll()) {
            most = Math.max(most, (int) turns.stream()
                    .filter(turn -> turn.delivery().receiver().equals("@victim"))
                    .count());
            turns.forEach(turn -> {
                delivered.add(turn.delivery().deliveryId());
                endAnswered(turn);
            });
        }

        assertThat(most).isEqualTo(4);
        assertThat(delivered).hasSize(93);
    }

    @Test
    void whatIsOverTheRequestsOfAMinuteIsGivenBackAndSearchedForInTheNext() {
        lanes = lanes(1_000, 1_000, 3);
        store("busy.0", 10);
        store("calm.0", 1);
        lanes.wake(waiting.keySet());
        List<SendSlot> turns = sendAll();

        assertThat(turns.stream()
                        .filter(SendSlot::allowed)
                        .map(turn -> turn.delivery().organizationId()))
                .containsExactlyInAnyOrder("busy", "busy", "busy", "calm");
        turns.stream().filter(SendSlot::allowed).forEach(this::endAnswered);
        turns.stream().filter(turn -> !turn.allowed()).forEach(this::giveBack);
        lanes.wake(List.of("busy.0"));
        assertThat(lanes.claimed()).isZero();
        assertThat(lanes.nextClaim()).isEmpty();

        Instant nextMinute = Instant.parse("2026-11-28T12:01:00Z");
        lanes.catchUp(List.of(), nextMinute.plusSeconds(2));
        claimAll();
        assertThat(lanes.nextTurn(nextMinute).orElseThrow().allowed()).isTrue();
    }

    private void giveBack(SendSlot turn) {
        lanes.unsent(turn);
        lanes.finished(turn.delivery(), SOON);
        waiting.get(turn.delivery().endpointId()).add(turn.delivery().deliveryId());
    }

    @Test
    void anEndpointThatDoesNotAnswerIsRememberedWhileItHasNothingToDo() {
        for (int event = 0; event < 2; event++) {
            lanes.hint(tickets(store("dead", 1)));
            sendAll().forEach(this::endUnanswered);
            waiting.get("dead").clear();
            lanes.wake(List.of("dead"));
            claimAll();
        }
        store("dead", 50);
        lanes.wake(List.of("dead"));
        assertThat(sendAll()).hasSize(4).allMatch(SendSlot::silent);
    }

    @Test
    void organizationsTakeTurnsHoweverManyEndpointsOneHas() {
        for (int endpoint = 0; endpoint < 9; endpoint++) {
            store("large." + endpoint, 5);
        }
        store("small.0", 5);
        lanes.wake(waiting.keySet());
        claimAll();

        List<String> organizations = new ArrayList<>();
        for (int turn = 0; turn < 10; turn++) {
            organizations.add(lanes.nextTurn(NOW).orElseThrow().delivery().organizationId());
        }
        assertThat(organizations.stream().filter("small"::equals)).hasSize(5);
    }

    @Test
    void whatIsStoredIsTakenAtOnceAsLongAsItsLaneHasRoom() {
        int taken = 0;
        while (lanes.reserve("one")) {
            taken++;
        }

        assertThat(taken).isEqualTo(ConcurrencyLimit.START.window());
        assertThat(lanes.claimed()).isEqualTo(taken);
        lanes.take(claimed("one#1"));
        lanes.endReservation("one");
        assertThat(lanes.reserve("one")).isFalse();
        assertThat(lanes.nextTurn(NOW).orElseThrow().delivery().deliveryId()).isEqualTo("one#1");
        assertThat(lanes.reserve("two")).isTrue();
    }

    @Test
    void roomIsFreeAgainWhenTheTransactionRolledBackOrTheDeliveryIsFinished() {
        assertThat(lanes.reserve("one")).isTrue();
        lanes.endReservation("one");
        assertThat(lanes.claimed()).isZero();

        assertThat(lanes.reserve("one")).isTrue();
        lanes.endReservation("one");
        lanes.take(claimed("one#1"));
        endAnswered(lanes.nextTurn(NOW).orElseThrow());
        assertThat(lanes.claimed()).isZero();
    }

    @Test
    void whatIsStoredDoesNotOvertakeWhatWaits() {
        store("behind", 1_000);
        lanes.wake(List.of("behind"));
        lanes.hint(tickets(store("hinted", 1)));

        assertThat(lanes.reserve("behind")).isFalse();
        assertThat(lanes.reserve("hinted")).isFalse();
    }

    @Test
    void aServerThatStopsTakesNothingMore() {
        lanes.close();

        assertThat(lanes.reserve("one")).isFalse();
    }

    @Test
    void allLanesTogetherTakeNoMoreThanTheNodeMayHold() {
        int endpoints = 0;
        while (lanes.reserve("endpoint-" + endpoints)) {
            endpoints++;
        }

        assertThat(endpoints).isEqualTo(MOST_CLAIMED);
    }

    @Test
    void moreHintsThanThereIsRoomForAreForgottenAndFoundInTheDatabase() {
        lanes.hint(tickets(store("one", 5_000)));
        Set<String> delivered = new HashSet<>();
        while (!waiting.get("one").isEmpty() || lanes.claimed() > 0) {
            assertThat(lanes.claimed()).isLessThanOrEqualTo(MOST_CLAIMED);
            for (SendSlot turn : sendAll()) {
                delivered.add(turn.delivery().deliveryId());
                endAnswered(turn);
            }
        }
        assertThat(delivered).hasSize(5_000);
    }

    @Test
    void whereOrderIsKeptTheNextIsSearchedForOnceTheOneBeforeIsFinished() {
        lanes.wake(List.of("one"));
        ClaimRequest.Waiting first = nextSearch().orElseThrow();
        lanes.fill(first, new BacklogBatch(List.of(claimed("one#1")), true, Pacing.ONE_BY_ONE, Optional.empty()));

        lanes.hint(tickets(List.of("one#2")));
        SendSlot turn = lanes.nextTurn(NOW).orElseThrow();
        assertThat(lanes.nextClaim()).isEmpty();
        lanes.answered(turn, SOON);
        assertThat(lanes.nextClaim()).isEmpty();
        lanes.finished(turn.delivery(), SOON);

        assertThat(nextSearch()).isPresent();
    }

    @Test
    void anEndpointWhoseRateIsUsedUpIsNotSearchedBeforeItsTimeWhateverIsHinted() {
        lanes.wake(List.of("one"));
        ClaimRequest.Waiting search = nextSearch().orElseThrow();
        lanes.fill(search, new BacklogBatch(List.of(), true, Pacing.LIMITED, Optional.of(Instant.EPOCH)));

        lanes.hint(tickets(List.of("one#1", "one#2")));
        lanes.wake(List.of("one"));
        assertThat(lanes.nextClaim()).isEmpty();
        lanes.resume("one", Instant.EPOCH);

        assertThat(nextSearch()).isPresent();
    }

    @Test
    void aLaneThatNobodyResumedIsFoundAgain() {
        suspend("one", Instant.EPOCH);
        lanes.catchUp(List.of(), Instant.EPOCH.plusSeconds(1));
        assertThat(lanes.nextClaim()).isEmpty();

        lanes.catchUp(List.of(), Instant.EPOCH.plusSeconds(2));

        assertThat(nextSearch()).isPresent();
    }

    @Test
    void aLateCallForAnEarlierSearchResumesNothing() {
        suspend("one", Instant.EPOCH);
        lanes.catchUp(List.of(), Instant.EPOCH.plusSeconds(2));
        lanes.fill(
                nextSearch().orElseThrow(),
                new BacklogBatch(List.of(), true, Pacing.LIMITED, Optional.of(Instant.EPOCH.plusSeconds(9))));

        lanes.resume("one", Instant.EPOCH);

        assertThat(lanes.nextClaim()).isEmpty();
    }

    private void suspend(String endpoint, Instant until) {
        lanes.wake(List.of(endpoint));
        lanes.fill(nextSearch().orElseThrow(), new BacklogBatch(List.of(), true, Pacing.LIMITED, Optional.of(until)));
    }

    @Test
    void aPacedEndpointWithNothingLeftIsSearchedAgainAtTheNextHint() {
        lanes.wake(List.of("one"));
        ClaimRequest.Waiting search = nextSearch().orElseThrow();
        lanes.fill(search, new BacklogBatch(List.of(), false, Pacing.ONE_BY_ONE, Optional.empty()));
        assertThat(lanes.nextClaim()).isEmpty();

        lanes.wake(List.of("one"));

        assertThat(nextSearch()).isPresent();
    }

    private Optional<ClaimRequest.Waiting> nextSearch() {
        return lanes.nextClaim().map(ClaimRequest.Waiting.class::cast);
    }

    @Test
    void nothingIsClaimedOrSentAfterTheEnd() {
        lanes.hint(tickets(store("one", 3)));
        lanes.close();

        assertThat(lanes.nextClaim()).isEmpty();
        assertThat(lanes.nextTurn(NOW)).isEmpty();
    }

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whateverHappensEverythingIsDeliveredOnceTheSweepHasCome(int seed) {
        Random random = new Random(seed);
        lanes = lanes(1 + random.nextInt(20), 1 + random.nextInt(20), 1_000_000);
        Set<String> delivered = new HashSet<>();
        Set<String> all = new HashSet<>();
        List<SendSlot> underWay = new ArrayList<>();
        for (int step = 0; step < 400; step++) {
            switch (random.nextInt(6)) {
                case 0 -> {
                    List<String> stored = store(
                            "org" + random.nextInt(3) + "." + random.nextInt(4) + "@" + random.nextInt(2),
                            random.nextInt(40));
                    all.addAll(stored);
                    if (random.nextInt(4) > 0) {
                        lanes.hint(tickets(stored));
                    }
                }
                case 1 ->
                    lanes.nextClaim().ifPresent(claim -> {
                        if (random.nextInt(5) == 0) {
                            lanes.abandon(claim);
                        } else {
                            answer(claim);
                        }
                    });
                case 2 -> lanes.wake(waiting.keySet());
                case 3, 4 -> lanes.nextTurn(NOW).ifPresent(underWay::add);
                default -> {
                    if (!underWay.isEmpty()) {
                        SendSlot turn = underWay.remove(random.nextInt(underWay.size()));
                        if (random.nextInt(3) == 0) {
                            endUnanswered(turn);
                        } else {
                            delivered.add(turn.delivery().deliveryId());
                            endAnswered(turn);
                        }
                    }
                }
            }
            assertThat(lanes.claimed()).isLessThanOrEqualTo(MOST_CLAIMED);
        }
        for (int sweep = 0; sweep < 3_000 && !delivered.equals(all); sweep++) {
            underWay.addAll(sendAll());
            underWay.forEach(turn -> {
                delivered.add(turn.delivery().deliveryId());
                endAnswered(turn);
            });
            underWay.clear();
            lanes.wake(waiting.keySet());
        }
        assertThat(delivered).isEqualTo(all);
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

    private static List<DeliveryRef> tickets(List<String> ids) {
        return ids.stream()
                .map(id -> new DeliveryRef(id, id.substring(0, id.indexOf('#')), Instant.EPOCH))
                .toList();
    }

    private void claimAll() {
        for (Optional<ClaimRequest> claim = lanes.nextClaim(); claim.isPresent(); claim = lanes.nextClaim()) {
            answer(claim.get());
        }
    }

    private void answer(ClaimRequest claim) {
        if (claim instanceof ClaimRequest.Hinted hinted) {
            lanes.fill(
                    hinted,
                    hinted.tickets().stream()
                            .filter(ticket -> waiting.get(ticket.endpointId()).remove(ticket.deliveryId()))
                            .map(ticket -> claimed(ticket.deliveryId()))
                            .toList());
        } else if (claim instanceof ClaimRequest.Waiting search) {
            TreeSet<String> ids = waiting.get(search.endpointId());
            List<String> found = ids.stream().limit(search.limit()).toList();
            found.forEach(ids::remove);
            lanes.fill(
                    search,
                    new BacklogBatch(
                            found.stream().map(DeliverySchedulerTest::claimed).toList(),
                            found.size() == search.limit(),
                            Pacing.FREE,
                            Optional.empty()));
        }
    }

    /** Claims and takes turns until nobody may send any more. */
    private List<SendSlot> sendAll() {
        List<SendSlot> turns = new ArrayList<>();
        int before = -1;
        while (turns.size() > before) {
            before = turns.size();
            claimAll();
            for (Optional<SendSlot> turn = lanes.nextTurn(NOW); turn.isPresent(); turn = lanes.nextTurn(NOW)) {
                turns.add(turn.get());
            }
        }
        return turns;
    }

    private void endAnswered(SendSlot turn) {
        lanes.answered(turn, SOON);
        lanes.finished(turn.delivery(), SOON);
    }

    /** It is due again at once, and no hint speaks of it. */
    private void endUnanswered(SendSlot turn) {
        lanes.unanswered(turn);
        lanes.finished(turn.delivery(), SOON);
        waiting.get(turn.delivery().endpointId()).add(turn.delivery().deliveryId());
    }

    private static ClaimedDelivery claimed(String id) {
        String endpoint = id.substring(0, id.indexOf('#'));
        String organization = endpoint.contains(".") ? endpoint.substring(0, endpoint.indexOf('.')) : endpoint;
        return new ClaimedDelivery(
                id,
                1,
                Instant.EPOCH,
                Instant.EPOCH,
                organization,
                endpoint,
                endpoint.contains("@") ? endpoint.substring(endpoint.indexOf('@')) : endpoint,
                id,
                EventType.LOG_FAILED,
                1,
                false,
                false,
                "{}",
                Instant.EPOCH,
                Optional.empty());
    }
}
