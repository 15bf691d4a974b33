package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.stream.Stream;
import org.agentwarden.systems.AgentWardenServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests one server for all of them in this JVM: the first that asks starts it, and it ends with the JVM. Each fork
 * of the build has its own. It waits 1, 2 and 4 s before its retries and 2 s for a receiver.
 */
final class SharedServer implements ParameterResolver, AfterAllCallback {

    static final Duration[] RETRY_DELAYS = {Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4)};
    static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** So many deliveries that are exhausted one after the other disable their endpoint. */
    static final int EXHAUSTED_IN_A_ROW = 6;

    /** The most users and the most open invitations of an organization. */
    static final int LIMIT = 40;

    /** The most permissions of an agent and the most API keys of an organization. */
    static final int DEFAULT_LIMIT = 200;

    private static @Nullable AgentWardenServer server;
    /** Why it did not start: it does not try again for each test. */
    private static @Nullable String failure;

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == AgentWardenServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return running();
    }

    /** A lost outcome only repeats a request, so no journey would notice; its cause may be a statement that can't work. */
    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        AgentWardenServer shared = server;
        if (shared != null) {
            try (Stream<String> log = Files.lines(shared.log())) {
                assertThat(log.filter(line -> line.contains(" is lost"))).isEmpty();
            }
        }
    }

    /** A store of JUnit can't keep it: with several forks, each class is a run of its own with a store of its own. */
    private static synchronized AgentWardenServer running() {
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
        if (server == null) {
            try {
                server = start();
            } catch (RuntimeException e) {
                failure = String.valueOf(e.getMessage());
                throw e;
            }
        }
        return server;
    }

    private static AgentWardenServer start() {
        // With the optimising compiler, a password is hashed in a quarter of the time; each company begins with one.
        return AgentWardenServer.named("journeys")
                .asOperated()
                .with("AGENTWARDEN_WEBHOOKS_RETRY_DELAYS", "1s,2s,4s")
                .with("AGENTWARDEN_WEBHOOKS_TIMEOUT", "2s")
                .with("AGENTWARDEN_WEBHOOKS_DISABLE_AFTER_EXHAUSTED", Integer.toString(EXHAUSTED_IN_A_ROW))
                .with("AGENTWARDEN_USERS_LIMIT", Integer.toString(LIMIT))
                .with("AGENTWARDEN_INVITATIONS_LIMIT", Integer.toString(LIMIT))
                .start();
    }
}
