package org.agentwarden.approvals;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.agentwarden.platform.json.JsonCodec;
import org.agentwarden.security.ApiKeySecret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActionHashTest {

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
    void theSameContextWrittenDifferentlyHasTheSameHash(String context) {
        assertThat(hash("a", "x", context)).isEqualTo(hash("a", "x", CONTEXT));
    }

    @Test
    void whateverDiffersHasAHashOfItsOwn() {
        List<String> hashes = List.of(
                hash("a", "x", CONTEXT),
                hash("b", "x", CONTEXT),
                hash("a", "y", CONTEXT),
                hash("a", "x\n{}", CONTEXT),
                hash("a", "x", "{}"),
                hash("a", "x", "{\"amount\":501,\"to\":{\"a\":[1,2],\"b\":\"\u00e9\"}}"),
                hash("a", "x", "{\"amount\":\"500\",\"to\":{\"a\":[1,2],\"b\":\"\u00e9\"}}"),
                hash("a", "x", "{\"amount\":-500,\"to\":{\"a\":[1,2],\"b\":\"\u00e9\"}}"),
                hash("a", "x", "{\"amount\":500,\"to\":{\"a\":[2,1],\"b\":\"\u00e9\"}}"),
                hash("a", "x", "{\"amount\":500,\"to\":{\"a\":[1,2],\"b\":\"e\u0301\"}}"),
                hash("a", "x", "{\"amount\":500,\"to\":{\"a\":[1,2],\"b\":null}}"),
                hash("a", "x", "{\"amount\":500,\"to\":{\"a\":[1,2]}}"),
                hash("a", "x", "{\"amount\":500,\"to.a\":[1,2],\"b\":\"\u00e9\"}"),
                hash("a", "x", "{\"amount\":500.000000000000000000000000000001}"),
                hash("a", "x", "{\"amount\":500.000000000000000000000000000002}"));
        Set<String> distinct = new HashSet<>(hashes);
        assertThat(distinct).hasSameSizeAs(hashes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Stripe.Refund", " stripe.refund ", "stripe.refund\u3000", "\uff33tripe.refund"})
    void everySpellingOfAnActionHasTheSameHash(String spelling) {
        assertThat(hash("a", spelling, CONTEXT)).isEqualTo(hash("a", "stripe.refund", CONTEXT));
    }

    @Test
    void theHashIsTheDocumentedOne() {
        assertThat(hash("a1", "stripe.refund", "{\"customer\":\"cus_1\",\"amount\":500.00}"))
                .isEqualTo("9134db7ce9edc77bcd42260ed0dfa31998aef1677853edc524ddb4e18309a620");
    }

    @Test
    void theTextThatIsHashedIsTheDocumentedOne() {
        String context =
                "{\"\u20ac\":-0.250,\"a\":[0.0,true,null,\"/\\\"\\\\\\b\\f\\n\\r\\t\\u001F\\u007f\u00e9\"],\"Z\":{}}";
        String text = "{\"action\":\"x\",\"agent_id\":\"a\",\"context\":{\"Z\":{},\"a\":[0,true,null,"
                + "\"/\\\"\\\\\\b\\f\\n\\r\\t\\u001f\u007f\u00e9\"],\"\u20ac\":-25e-2}}";

        assertThat(hash("a", "x", context)).isEqualTo(ApiKeySecret.hash(text));
    }

    @Test
    void thePersonForWhomTheAgentActsIsPartOfTheText() {
        String text = "{\"action\":\"x\",\"agent_id\":\"a\",\"context\":{},\"on_behalf_of\":\"Ada\"}";

        assertThat(ActionHash.of("a", "x", JsonCodec.parseObject("{}"), Optional.of("Ada")))
                .isEqualTo(ApiKeySecret.hash(text))
                .isNotEqualTo(hash("a", "x", "{}"))
                .isNotEqualTo(hash("a", "x", "{\"on_behalf_of\":\"Ada\"}"));
    }

    private static String hash(String agent, String action, String context) {
        return ActionHash.of(agent, action, JsonCodec.parseObject(context), Optional.empty());
    }
}
