package org.agentwarden.approvals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import java.util.List;
import org.agentwarden.platform.http.InvalidInput;
import org.agentwarden.platform.json.JsonCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContextEditsTest {

    private static final String CONTEXT =
            "{\"zeta\":1,\"amount\":50.00,\"fee\":1e3,\"customer\":\"cus_1\",\"exact\":0.30000000000000000001}";
    private static final List<String> EDITABLE = List.of("amount", "fee", "customer", "missing", "exact");

    @Test
    void theLowerNumberStandsInItsPlaceAsItWasWrittenAndNothingElseChanges() {
        assertThat(edited("{\"amount\":40.50,\"fee\":0}"))
                .isEqualTo("{\"zeta\":1,\"amount\":40.50,\"fee\":0,\"customer\":\"cus_1\","
                        + "\"exact\":0.30000000000000000001}");
    }

    @Test
    void aNumberThatIsAsLargeAsBeforeStaysAsTheAgentWroteIt() {
        assertThat(edited("{\"amount\":5e1}")).isEqualTo(CONTEXT);
    }

    @Test
    void decimalsAreComparedExactly() {
        assertThat(edited("{\"exact\":0.3}")).contains("\"exact\":0.3}");
        assertThatThrownBy(() -> edited("{\"exact\":0.30000000000000000002}")).isInstanceOf(InvalidInput.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"zeta\":0} | edits.zeta is not editable",
                "{\"amount\":50.01} | edits.amount must not be larger than 50.00",
                "{\"amount\":-0.01} | edits.amount must not be negative",
                "{\"amount\":\"40\"} | edits.amount must be a number",
                "{\"amount\":null} | edits.amount must be a number",
                "{\"customer\":1} | edits.customer is no number in the context",
                "{\"missing\":1} | edits.missing is no number in the context"
            })
    void whatIsNotALowerNumberOfAnEditableMemberIsRefusedByItsName(String edits, String message) {
        assertThatThrownBy(() -> edited(edits)).isInstanceOf(InvalidInput.class).hasMessageContaining(message);
    }

    @Test
    void allThatIsWrongIsNamedAtOnce() {
        assertThatThrownBy(() -> edited("{\"zeta\":0,\"amount\":60}"))
                .hasMessageContaining("edits.zeta")
                .hasMessageContaining("edits.amount");
    }

    private static String edited(String edits) {
        JsonObject context = JsonCodec.parseObject(CONTEXT);
        return JsonCodec.write(new ContextEdits(JsonCodec.parseObject(edits)).of(context, EDITABLE));
    }
}
