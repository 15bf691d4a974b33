package org.agentwarden.webhooks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.EJBException;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import org.agentwarden.webhooks.engine.AttemptRecorder.TransientFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttemptRecorderTest {

    private static RuntimeException failure(String sqlState) {
        return new EJBException(new PersistenceException(new SQLException("planted", sqlState)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "57P01", "53300", "40001", "40P01", "55P03"})
    void aLostConnectionAndALockConflictMayPass(String sqlState) {
        assertThat(AttemptRecorder.classified(failure(sqlState))).isInstanceOf(TransientFailure.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "23503", "22001", "42501"})
    void aRowThatCanNotBeStoredIsNotTriedAgain(String sqlState) {
        RuntimeException failure = failure(sqlState);

        assertThat(AttemptRecorder.classified(failure)).isSameAs(failure);
    }

    @Test
    void aFailureOfOurOwnIsNotTriedAgain() {
        RuntimeException failure = new IllegalStateException("planted");

        assertThat(AttemptRecorder.classified(failure)).isSameAs(failure);
    }
}
