package org.agentwarden.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ThrottledLogTest {

    private static final String NAME = ThrottledLogTest.class.getName();

    private final Logger logger = Logger.getLogger(NAME);
    private final List<String> lines = new ArrayList<>();
    private Instant now = Instant.parse("2026-02-25T23:51:33Z");
    private final ThrottledLog log = new ThrottledLog(System.getLogger(NAME), () -> now);

    private final Handler handler = new Handler() {

        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage());
        }

        @Override
        public void flush() {
            // Nothing is buffered.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    @BeforeEach
    void listen() {
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
    }

    @AfterEach
    void leave() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
    }

    @Test
    void eachKindHasOneLineAMinuteThatCountsTheOthers() {
        for (int second = 0; second < 61; second++) {
            log.log(Level.WARNING, "outage", () -> "The database can not be reached");
            log.log(Level.WARNING, "broker", () -> "The broker can not be reached");
            now = now.plusSeconds(1);
        }

        assertThat(lines)
                .containsExactly(
                        "The database can not be reached",
                        "The broker can not be reached",
                        "The database can not be reached (59 more since the last such line)",
                        "The broker can not be reached (59 more since the last such line)");
    }

    @Test
    void aLineBelowTheLevelIsNeitherWrittenNorCounted() {
        log.log(Level.TRACE, "outage", () -> {
            throw new AssertionError("The message is not asked for");
        });
        log.log(Level.WARNING, "outage", () -> "first");

        assertThat(lines).containsExactly("first");
    }

    @Test
    void theNumberOfKindsHasABound() {
        for (int kind = 0; kind < 1_000; kind++) {
            String message = "kind " + kind;
            log.log(Level.WARNING, message, () -> message);
        }

        assertThat(lines).hasSize(201);
    }
}
