package org.agentwarden.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class ReportsStartFailureTest {

    @Test
    void aDatabasesOwnWordsAreTheReason() {
        SQLException refused = new SQLException("Connection to db:5432 refused", new ConnectException("refused"));

        assertThat(ReportsStartFailure.reason(new IllegalStateException("Can't migrate", refused)))
                .isEqualTo("Connection to db:5432 refused");
    }

    @Test
    void otherwiseTheDeepestCauseIsTheReason() {
        Exception failure = new RuntimeException("wrapped", new IllegalStateException("the key is another one"));

        assertThat(ReportsStartFailure.reason(failure)).isEqualTo("the key is another one");
        assertThat(ReportsStartFailure.reason(new IllegalStateException()))
                .isEqualTo("java.lang.IllegalStateException");
    }
}
