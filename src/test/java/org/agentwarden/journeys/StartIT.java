package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Api;
import org.junit.jupiter.api.Test;

class StartIT {

    private static final long BETWEEN_KNOCKS_NANOS = 10_000_000;

    /** The platform alone would answer with pages of its own, and now and then with an empty success. */
    @Test
    void whoKnocksWhileTheServerStartsIsAnsweredByTheApplicationOrByNobody() throws Exception {
        Set<Answer> answers = ConcurrentHashMap.newKeySet();
        AtomicBoolean ready = new AtomicBoolean();
        ExecutorService visitor = Executors.newSingleThreadExecutor();
        try (AgentWardenServer server = AgentWardenServer.named("start").create()) {
            Api api = Api.withKey(server.baseUri(), "ak_nobody_knows_this_key_0000000000000000");
            var knocking = visitor.submit(() -> {
                while (!ready.get()) {
                    knock(api, answers);
                    LockSupport.parkNanos(BETWEEN_KNOCKS_NANOS);
                }
            });
            server.start();
            server.awaitReady();
            ready.set(true);
            knocking.get();
        } finally {
            visitor.shutdownNow();
        }
        assertThat(answers).isNotEmpty().allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.json().getString("detail")).isEqualTo("Invalid API key");
        });
    }

    private static void knock(Api api, Set<Answer> answers) {
        try {
            answers.add(api.post("/sdk/log", "{}"));
        } catch (UncheckedIOException e) {
            // Nobody is there yet.
        }
    }
}
