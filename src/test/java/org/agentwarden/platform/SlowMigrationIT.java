package org.agentwarden.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.agentwarden.systems.Assume;
import org.agentwarden.systems.PostgresServer;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

@Tag("full")
class SlowMigrationIT {

    @Test
    void aMigrationMayTakeLongerThanAnyOtherStatement() {
        Assume.postgres();
        try (PostgresServer postgres = PostgresServer.start()) {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setUrl(postgres.url());
            source.setUser(PostgresServer.USER);
            source.setPassword(PostgresServer.PASSWORD);
            source.setSocketTimeout(1);

            TimeoutAfterMigrations after = new TimeoutAfterMigrations();

            // It sleeps for three seconds.
            Flyway flyway = Flyway.configure()
                    .dataSource(source)
                    .callbacks(new LiftNetworkTimeout(), after)
                    .locations("classpath:db/slow")
                    .load();

            assertThat(flyway.migrate().migrationsExecuted).isEqualTo(1);
            assertThat(after.millis).isEqualTo(1_000);
        }
    }

    /** What other statements of the connection wait for when it goes back to its pool. */
    private static final class TimeoutAfterMigrations extends BaseCallback {

        private int millis;

        @Override
        public boolean supports(Event event, Context context) {
            return event == Event.AFTER_MIGRATE;
        }

        @Override
        public void handle(Event event, Context context) {
            try {
                millis = context.getConnection().getNetworkTimeout();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
