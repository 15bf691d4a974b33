package org.agentwarden.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class DuplicateKeyTest {

    @Test
    void isFoundBehindWhatThePersistenceProviderWrapsAroundIt() {
        assertThat(DuplicateKey.isBehind(
                        new IllegalStateException(new RuntimeException(new SQLException("twice", "23505")))))
                .isTrue();
    }

    @Test
    void isFoundAmongTheExceptionsOfABatch() {
        BatchUpdateException batch = new BatchUpdateException("batch", "25P02", new int[0]);
        batch.setNextException(new SQLException("twice", "23505"));

        assertThat(DuplicateKey.isBehind(new RuntimeException(batch))).isTrue();
    }

    @Test
    void isNotAnotherBrokenRule() {
        assertThat(DuplicateKey.isBehind(new RuntimeException(new SQLException("no such agent", "23503"))))
                .isFalse();
        assertThat(DuplicateKey.isBehind(new RuntimeException("something else")))
                .isFalse();
    }
}
