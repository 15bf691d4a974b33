package org.agentwarden.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonValue;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.agentwarden.agents.Action;
import org.agentwarden.agents.RequestedAction;
import org.agentwarden.platform.LostRace;
import org.agentwarden.security.Origin;
import org.agentwarden.systems.LoadFactor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The database is a map of rows by their ids: a second row of an id waits for the first one's commit, and is refused. */
class ActionBatchesTest {

    private static final String ORGANIZATION = "organization-1";
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration UNTIL_ALL_ARE_THERE = LoadFactor.scale(Duration.ofSeconds(1));
    private static final Duration LONG = Duration.ofMinutes(5);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, CheckAnswer> rows = new ConcurrentHashMap<>();
    private final AtomicInteger judged = new AtomicInteger();
    private final CountDownLatch first = new CountDownLatch(1);
    private final CountDownLatch shared = new CountDownLatch(1);
    private final CountDownLatch sharedIsStored = new CountDownLatch(1);

    @AfterEach
    void end() {
        first.countDown();
        shared.countDown();
        sharedIsStored.countDown();
        threads.shutdownNow();
    }

    @Test
    void aCheckWhoseBatchTakesTooLongHasTheAnswerThatTheBatchStores() {
        ActionBatches batches = new ActionBatches(this::storeSharedSlowly, UNTIL_ALL_ARE_THERE, SHORT);
        PendingCheck leading = check();
        PendingCheck writing = check();
        PendingCheck waiting = check();
        List<CompletableFuture<Void>> all =
                List.of(submitted(batches, leading, 1), submitted(batches, writing, 1), submitted(batches, waiting, 1));

        first.countDown();
        // The first one, its two followers together, and one of these again, alone.
        await().until(() -> judged.get() == 4);
        shared.countDown();

        await().until(() -> all.stream().allMatch(CompletableFuture::isDone));
        assertThat(all).noneMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(rows).hasSize(3);
        assertThat(List.of(leading, writing, waiting))
                .allSatisfy(check -> assertThat(check.answer()).contains(rows.get(check.id())));
    }

    @Test
    void aCheckWhoseBatchIsCommittedWithoutTheNewsOfItHasItsAnswer() {
        ActionBatches batches = new ActionBatches(this::storeAndLoseTheNews, LONG, LONG);
        PendingCheck leading = check();
        PendingCheck one = check();
        PendingCheck other = check();
        List<CompletableFuture<Void>> all =
                List.of(submitted(batches, leading, 1), submitted(batches, one, 1), submitted(batches, other, 1));

        first.countDown();

        await().until(() -> all.stream().allMatch(CompletableFuture::isDone));
        assertThat(all).noneMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(rows).hasSize(3);
        assertThat(List.of(one, other))
                .allSatisfy(check -> assertThat(check.answer()).contains(rows.get(check.id())));
    }

    @Test
    void aCheckThatOnlyItsOwnThreadHasJudgedIsTriedAgainWhenAKeyIsTaken() {
        ActionBatches batches = new ActionBatches(this::store, LONG, LONG);
        PendingCheck check = check();
        rows.put(check.id(), CheckAnswer.granted());

        assertThatThrownBy(() -> batches.store(ORGANIZATION, List.of(check))).isInstanceOf(LostRace.class);
        assertThat(check.answer()).isEmpty();
    }

    private static PendingCheck check() {
        RequestedAction action =
                new RequestedAction(Action.of("crm.read"), JsonValue.EMPTY_JSON_OBJECT, Optional.empty());
        return new PendingCheck(ORGANIZATION, new CheckRequest("agent-1", action, Optional.empty()), Origin.UNKNOWN);
    }

    /** Returns when the check waits, or is being judged if it is the first. */
    private CompletableFuture<Void> submitted(ActionBatches batches, PendingCheck check, int judgedThen) {
        CompletableFuture<Thread> submitter = new CompletableFuture<>();
        CompletableFuture<Void> done = CompletableFuture.runAsync(
                () -> {
                    submitter.complete(Thread.currentThread());
                    batches.store(ORGANIZATION, List.of(check));
                },
                threads);
        Thread thread = submitter.join();
        await().until(() -> judged.get() == judgedThen
                && Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING).contains(thread.getState()));
        return done;
    }

    /** Each judgement is another one. */
    private Map<String, CheckAnswer> judge(
            Collection<BatchEntry> batch, BiConsumer<PendingCheck, CheckAnswer> answers) {
        Map<String, CheckAnswer> written = new ConcurrentHashMap<>();
        for (BatchEntry entry : batch) {
            PendingCheck check = (PendingCheck) entry;
            CheckAnswer answer = CheckAnswer.blocked("judgement " + judged.incrementAndGet());
            answers.accept(check, answer);
            written.put(check.id(), answer);
        }
        return written;
    }

    private void store(Collection<BatchEntry> batch, BiConsumer<PendingCheck, CheckAnswer> answers) {
        commit(judge(batch, answers));
    }

    private synchronized void commit(Map<String, CheckAnswer> written) {
        if (written.keySet().stream().anyMatch(rows::containsKey)) {
            throw new IllegalStateException(new SQLException("duplicate key", "23505"));
        }
        rows.putAll(written);
    }

    private void storeSharedSlowly(Collection<BatchEntry> batch, BiConsumer<PendingCheck, CheckAnswer> answers) {
        boolean isFirst = judged.get() == 0;
        Map<String, CheckAnswer> written = judge(batch, answers);
        if (isFirst) {
            hold(first);
        }
        if (batch.size() > 1) {
            hold(shared);
            commit(written);
            sharedIsStored.countDown();
            return;
        }
        if (!isFirst) {
            hold(sharedIsStored);
        }
        commit(written);
    }

    private void storeAndLoseTheNews(Collection<BatchEntry> batch, BiConsumer<PendingCheck, CheckAnswer> answers) {
        boolean isFirst = judged.get() == 0;
        Map<String, CheckAnswer> written = judge(batch, answers);
        if (isFirst) {
            hold(first);
        }
        commit(written);
        if (batch.size() > 1) {
            throw new IllegalStateException(new SQLException("connection lost", "08006"));
        }
    }

    private static void hold(CountDownLatch until) {
        try {
            until.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
