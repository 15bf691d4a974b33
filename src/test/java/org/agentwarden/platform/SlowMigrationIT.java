package org.agentwarden.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.agentwarden.systems.PostgresServer;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

@Tag("full")
class SlowMigrationIT {

    @Test
    void aMigrationMayTakeLongerThanAnyOtherStatement() {
        assumeTrue(PostgresServer.isInstalled(), "this machine is without a PostgreSQL server (Debian: postgresql)");
        try (PostgresServer postgres = PostgresServer.start()) {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setUrl(postgres.url());
            source.setUser(PostgresServer.USER);
            source.setPassword(PostgresServer.PASSWORD);
            source.setSocketTimeout(1);

            // It sleeps for three seconds.
            Flyway flyway = Flyway.configure()
                    .dataSource(source)
                    .callbacks(new LiftNetworkTimeout())
                    .locations("classpath:db/slow")
                    .load();

            assertThat(flyway.migrate().migrationsExecuted).isEqualTo(1);
        }
    }
}
