package org.agentwarden.platform.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";
    private static final String PARENT = "00-" + TRACE + "-" + SPAN + "-01";

    private static Optional<TraceContext> parsed(String traceparent) {
        return TraceContext.parse(traceparent, null);
    }

    private static String state(String tracestate) {
        return TraceContext.parse(PARENT, tracestate).orElseThrow().state();
    }

    @Test
    void theSpecificationsExampleIsRead() {
        assertThat(TraceContext.parse(PARENT, "congo=t61rcWkgMzE"))
                .contains(new TraceContext(TRACE, SPAN, 1, "congo=t61rcWkgMzE"));
    }

    @Test
    void whatIsReadIsWrittenAsItWas() {
        assertThat(parsed(PARENT).orElseThrow().traceparent()).isEqualTo(PARENT);
        assertThat(parsed("00-" + TRACE + "-" + SPAN + "-00").orElseThrow().traceparent())
                .isEqualTo("00-" + TRACE + "-" + SPAN + "-00");
    }

    @Test
    void withoutAParentThereIsNoTrace() {
        assertThat(TraceContext.parse(null, "congo=t61rcWkgMzE")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "junk",
                // version 00 has nothing more to say
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-00",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01x",
                // a version that is forbidden, and one that is none
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "0x-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "FF-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                // ids that are all zero
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                // capitals, wrong lengths, wrong separators, several
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-B7AD6B7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0A",
                "00-0af7651916cd43dd8448eb211c80319-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b716920333-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1",
                "00_0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331_01",
                " 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\n",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01,"
                        + "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                // a later version whose addition does not begin with a dash
                "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01.what",
            })
    void whatIsNotValidIsNoTrace(String traceparent) {
        assertThat(parsed(traceparent)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-what-the-future-adds", "-"})
    void aLaterVersionIsReadAsFarAsItIsKnownAndGoesOnInOurs(String addition) {
        assertThat(parsed("cc-" + TRACE + "-" + SPAN + "-01" + addition)
                        .orElseThrow()
                        .traceparent())
                .isEqualTo(PARENT);
    }

    @ParameterizedTest
    @CsvSource({"00,00", "01,01", "02,02", "03,03", "ff,03", "f4,00"})
    void onlyFlagsThatAreKnownGoOn(String flags, String on) {
        assertThat(parsed("00-" + TRACE + "-" + SPAN + "-" + flags)
                        .orElseThrow()
                        .traceparent())
                .endsWith("-" + on);
    }

    @Test
    void aChildIsAnotherSpanOfTheSameTrace() {
        TraceContext parent = TraceContext.parse(PARENT, "congo=t61rcWkgMzE").orElseThrow();

        assertThat(parent.child(0x1fL).traceparent()).isEqualTo("00-" + TRACE + "-000000000000001f-01");
        assertThat(parent.child(-1).traceparent()).isEqualTo("00-" + TRACE + "-ffffffffffffffff-01");
        assertThat(parent.child(7).tracestate()).contains("congo=t61rcWkgMzE");
    }

    @Test
    void noSpanIsCalledZero() {
        assertThat(parsed(parsed(PARENT).orElseThrow().child(0).traceparent())).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=1",
                "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE",
                "fw529a3039@dt=FfAAAAAA",
                "0tenant@sys=x",
                "a_-*/9=with space inside",
            })
    void aStateThatIsValidGoesOn(String tracestate) {
        assertThat(state(tracestate)).isEqualTo(tracestate);
    }

    @Test
    void emptyMembersAndTheSpaceAroundMembersGetLost() {
        assertThat(state(" a=1 ,, \tb=2\t,")).isEqualTo("a=1,b=2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "=1",
                "a=",
                "A=1",
                "9a=1",
                "a=1;b=2=3",
                "a=1\u0007",
                "a=\u00e9",
                "a b=1",
                "a=1,a=2",
                "tenant@=1",
                "@sys=1",
                "a=1\r\nInjected: yes",
            })
    void aStateThatIsNotValidIsLeftOutAndTheTraceGoesOn(String tracestate) {
        assertThat(TraceContext.parse(PARENT, tracestate)).contains(new TraceContext(TRACE, SPAN, 1, ""));
        assertThat(TraceContext.parse(PARENT, tracestate).orElseThrow().tracestate())
                .isEmpty();
    }

    @Test
    void aStateMayHaveThirtyTwoMembers() {
        assertThat(state(members(32))).isEqualTo(members(32));
        assertThat(state(members(33))).isEmpty();
    }

    private static String members(int count) {
        return IntStream.range(0, count).mapToObj(i -> "k" + i + "=v").collect(Collectors.joining(","));
    }

    @Test
    void aStateMayHave512Characters() {
        String half = "a=" + "x".repeat(254) + ",b=";
        assertThat(state(half + "x".repeat(512 - half.length()))).hasSize(512);
        assertThat(state(half + "x".repeat(513 - half.length()))).isEmpty();
    }
}
