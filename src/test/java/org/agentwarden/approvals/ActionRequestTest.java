package org.agentwarden.approvals;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.agentwarden.platform.json.JsonText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActionRequestTest {

    private static final String CONTEXT = "{\"amount\":500,\"to\":{\"a\":[1,2],\"b\":\"\u00e9\"}}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"to\":{\"b\":\"\u00e9\",\"a\":[1,2]},\"amount\":500}",
                "{ \"amount\" : 500 ,\n\t\"to\" : { \"a\" : [ 1, 2 ], \"b\" : \"\u00e9\" } }",
                "{\"amount\":500.00,\"to\":{\"a\":[1.0,2],\"b\":\"\u00e9\"}}",
                "{\"amount\":5e2,\"to\":{\"a\":[10E-1,0.2e1],\"b\":\"\u00e9\"}}",
                "{\"amount\":500,\"to\":{\"a\":[1,2],\"b\":\"\\u00E9\"}}",
                "{\"\\u0061mount\":500,\"to\":{\"a\":[1,2],\"b\":\"\\u00e9\"}}"
            })
    void theSameContextWrittenDifferentlyHasTheSameFingerprint(String context) {
        assertThat(fingerprint("o", "a", "x", context)).isEqualTo(fingerprint("o", "a", "x", CONTEXT));
    }

    @Test
    void whateverDiffersHasAFingerprintOfItsOwn() {
        List<String> fingerprints = List.of(
                fingerprint("o", "a", "x", CONTEXT),
                fingerprint("p", "a", "x", CONTEXT),
                fingerprint("o", "b", "x", CONTEXT),
                fingerprint("o", "a", "y", CONTEXT),
                fingerprint("o", "a", "x\n{}", CONTEXT),
                fingerprint("o", "a", "x", "{}"),
                fingerprint("o", "a", "x", "{\"amount\":501,\"to\":{\"a\":[1,2],\"b\":\"\u00e9\"}}"),
                fingerprint("o", "a", "x", "{\"amount\":\"500\",\"to\":{\"a\":[1,2],\"b\":\"\u00e9\"}}"),
                fingerprint("o", "a", "x", "{\"amount\":-500,\"to\":{\"a\":[1,2],\"b\":\"\u00e9\"}}"),
                fingerprint("o", "a", "x", "{\"amount\":500,\"to\":{\"a\":[2,1],\"b\":\"\u00e9\"}}"),
                fingerprint("o", "a", "x", "{\"amount\":500,\"to\":{\"a\":[1,2],\"b\":\"e\u0301\"}}"),
                fingerprint("o", "a", "x", "{\"amount\":500,\"to\":{\"a\":[1,2],\"b\":null}}"),
                fingerprint("o", "a", "x", "{\"amount\":500,\"to\":{\"a\":[1,2]}}"),
                fingerprint("o", "a", "x", "{\"amount\":500,\"to.a\":[1,2],\"b\":\"\u00e9\"}"),
                fingerprint("o", "a", "x", "{\"amount\":500.000000000000000000000000000001}"),
                fingerprint("o", "a", "x", "{\"amount\":500.000000000000000000000000000002}"));
        Set<String> distinct = new HashSet<>(fingerprints);
        assertThat(distinct).hasSameSizeAs(fingerprints);
    }

    @Test
    void theAgentsNameDoesNotCount() {
        ActionRequest named = new ActionRequest("o", "a", "old name", "x", JsonText.parseObject("{}"));
        ActionRequest renamed = new ActionRequest("o", "a", "new name", "x", JsonText.parseObject("{}"));
        assertThat(renamed.fingerprint()).isEqualTo(named.fingerprint());
    }

    @Test
    void aFingerprintFitsItsColumn() {
        assertThat(fingerprint("o", "a", "x", CONTEXT)).matches("[0-9a-f]{64}");
    }

    private static String fingerprint(String organization, String agent, String action, String context) {
        return new ActionRequest(organization, agent, "bot", action, JsonText.parseObject(context)).fingerprint();
    }
}
