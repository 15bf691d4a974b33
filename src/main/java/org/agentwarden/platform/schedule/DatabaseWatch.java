package org.agentwarden.platform.schedule;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;

/** Knows since when the database has answered without a break. */
@ApplicationScoped
public class DatabaseWatch extends PeriodicTask {

    private static final int TIMEOUT_SECONDS = 2;

    @Resource
    private DataSource dataSource;

    @Inject
    private InstantSource clock;

    private volatile Optional<Instant> answersSince = Optional.empty();

    public DatabaseWatch() {
        super("database-watch", Duration.ofSeconds(5));
    }

    @Override
    public void run() {
        answersSince = answers() ? answersSince.or(() -> Optional.of(clock.instant())) : Optional.empty();
    }

    private boolean answers() {
        try (Connection connection = dataSource.getConnection()) {
            return connection.isValid(TIMEOUT_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Empty while the database does not answer. */
    public Optional<Instant> answersSince() {
        return answersSince;
    }
}
