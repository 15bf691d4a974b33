package org.agentwarden.actions;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.agentwarden.agents.KnownAgents;
import org.agentwarden.platform.DuplicateKey;
import org.agentwarden.platform.Groups;
import org.agentwarden.platform.Ids;
import org.agentwarden.platform.http.NotFound;
import org.agentwarden.platform.trace.CurrentTrace;

/**
 * Takes down what agents report. Reports that come while a transaction commits share the next one, for a commit costs far
 * more than a row; a lone report does not wait.
 */
@ApplicationScoped
public class Reports {

    private static final int LARGEST_GROUP = 64;

    /** Not the managed executor: it looks through all jars for what might want to know the caller, for each task. */
    @Resource
    private ManagedThreadFactory factory;

    @Inject
    private KnownAgents agents;

    @Inject
    private ReportTransaction transaction;

    @Inject
    private InstantSource clock;

    private ExecutorService threads;
    private Groups<Arrived> groups;

    private record Arrived(Report report, CompletableFuture<Report> taken) {}

    @PostConstruct
    void open() {
        threads = Executors.newCachedThreadPool(factory);
        groups = new Groups<>(threads, Integer.MAX_VALUE, LARGEST_GROUP, Duration.ZERO, this::take);
    }

    @PreDestroy
    void close() {
        threads.shutdown();
    }

    /**
     * Blocks until the report is stored for good.
     *
     * @throws NotFound when the organization has no such agent
     */
    Report report(String organizationId, ReportRequest request) {
        String agentId = agents.idOf(organizationId, request.agent());
        Report report =
                new Report(Ids.timeOrdered(), organizationId, agentId, request, clock.instant(), CurrentTrace.get());
        Arrived arrived = new Arrived(report, new CompletableFuture<>());
        groups.offer(List.of(arrived));
        return stored(arrived);
    }

    private Report stored(Arrived arrived) {
        try {
            return arrived.taken().join();
        } catch (CompletionException | CancellationException e) {
            takeAlone(arrived.report());
            return arrived.report();
        }
    }

    /** Another report of the group may be the reason. By itself each report has the answer that it deserves. */
    private void takeAlone(Report report) {
        try {
            transaction.take(List.of(report));
        } catch (RuntimeException e) {
            // The group was committed after all, only the news of it was lost: the id is this report's own.
            if (!DuplicateKey.isBehind(e)) {
                throw e;
            }
        }
    }

    private void take(List<Arrived> group) {
        try {
            transaction.take(group.stream().map(Arrived::report).toList());
            group.forEach(arrived -> arrived.taken().complete(arrived.report()));
        } catch (RuntimeException e) {
            group.forEach(arrived -> arrived.taken().completeExceptionally(e));
        } finally {
            // After an Error, too, nobody waits for ever.
            group.forEach(arrived -> arrived.taken().cancel(false));
        }
    }
}
