package org.agentwarden.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.agentwarden.systems.Assume;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Spin visits every state of the model of the delivery protocol. */
@Tag("model")
class ProtocolModelIT {

    /** The parts of the protocol that are checked, each with a model that is small enough. */
    enum Part {
        THE_QUEUE_WITHOUT_THE_SWEEP("CRASHES=2"),
        THE_SWEEP_WITH_A_QUEUE_THAT_LOSES_MESSAGES("SWEEP"),
        ORDER_AND_RESENDS("ORDERED RESENDS=1 SWEEP NO_QUEUE"),
        ORDER_BY_THE_QUEUE_ALONE("ORDERED NODES=1"),
        CHANGES_OF_THE_ENDPOINT("CHANGE SWEEP NO_QUEUE");

        private final String switches;

        Part(String switches) {
            this.switches = switches;
        }

        List<String> switches() {
            return List.of(switches.split(" "));
        }
    }

    /** What Spin prints when a property does not hold. */
    enum Violation {
        TWO_REQUESTS_UNDER_WAY("assertion violated  !(((claim["),
        OUT_OF_ORDER("==0)||(row[0].status"),
        LOST("assertion violated ( !(((row["),
        SENT_AFTER_A_CHANGE("assertion violated (((claim["),
        NEVER_FINISHED("non-progress cycle");

        private final String text;

        Violation(String text) {
            this.text = text;
        }
    }

    /** Faults that the model can be given; each is named as its switch in the model. */
    enum Flaw {
        ACKNOWLEDGES_FIRST(Part.THE_QUEUE_WITHOUT_THE_SWEEP, Violation.LOST),
        CLAIMS_WITHOUT_MESSAGE(Part.THE_QUEUE_WITHOUT_THE_SWEEP, Violation.LOST),
        LEASED_IS_ACKNOWLEDGED(Part.THE_QUEUE_WITHOUT_THE_SWEEP, Violation.LOST),
        LEASE_IS_NOT_LOOKED_AT(Part.THE_QUEUE_WITHOUT_THE_SWEEP, Violation.TWO_REQUESTS_UNDER_WAY),
        LEASE_IS_LOOKED_AT_TOO_EARLY(Part.THE_QUEUE_WITHOUT_THE_SWEEP, Violation.TWO_REQUESTS_UNDER_WAY),
        CLOCKS_ARE_TRUSTED(Part.THE_QUEUE_WITHOUT_THE_SWEEP, Violation.TWO_REQUESTS_UNDER_WAY),
        ONLY_THE_HEAD_IS_LOOKED_AT(Part.ORDER_AND_RESENDS, Violation.TWO_REQUESTS_UNDER_WAY),
        ONLY_DUE_ROWS_ARE_LOOKED_AT(Part.ORDER_AND_RESENDS, Violation.TWO_REQUESTS_UNDER_WAY),
        A_WAITING_HEAD_IS_PASSED(Part.ORDER_AND_RESENDS, Violation.OUT_OF_ORDER),
        RESEND_ENDS_THE_LEASE(Part.ORDER_AND_RESENDS, Violation.TWO_REQUESTS_UNDER_WAY),
        CLAIMS_WHEN_STORED(Part.ORDER_AND_RESENDS, Violation.TWO_REQUESTS_UNDER_WAY),
        ONLY_THE_NAMED_IS_CLAIMED(Part.ORDER_BY_THE_QUEUE_ALONE, Violation.NEVER_FINISHED),
        CHANGE_IS_NOT_LOOKED_AT(Part.CHANGES_OF_THE_ENDPOINT, Violation.SENT_AFTER_A_CHANGE),
        AGE_IS_NOT_LOOKED_AT(Part.CHANGES_OF_THE_ENDPOINT, Violation.SENT_AFTER_A_CHANGE),
        FORGETS_DURING_A_LOOK_UP(Part.CHANGES_OF_THE_ENDPOINT, Violation.SENT_AFTER_A_CHANGE);

        private final Part part;
        private final Violation violation;

        Flaw(Part part, Violation violation) {
            this.part = part;
            this.violation = violation;
        }
    }

    @BeforeAll
    static void needsSpin() {
        Assume.present(Spin.isInstalled(), "Spin, which checks the model of the protocol (Debian: spin)");
    }

    @ParameterizedTest
    @EnumSource
    void theProtocolKeepsItsPropertiesInEveryState(Part part) throws Exception {
        Spin.Verdict verdict = Spin.check(part.name(), part.switches());

        assertThat(verdict.report()).contains("errors: 0");
        assertThat(verdict.isCutShort()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aFlawOfTheProtocolIsFound(Flaw flaw) throws Exception {
        List<String> switches = new ArrayList<>(flaw.part.switches());
        switches.add(flaw.name());

        Spin.Verdict verdict = Spin.check(flaw.name(), switches);

        assertThat(verdict.report()).contains("errors: 1", flaw.violation.text);
    }
}
