package org.agentwarden.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.agentwarden.platform.json.JsonCodec;
import org.junit.jupiter.api.Test;

class FieldChangesTest {

    private static final FieldChanges BEFORE =
            members("{\"name\":\"bot\",\"description\":null,\"limit\":50.00}", "one");

    private static FieldChanges members(String shown, String secret) {
        return new FieldChanges(JsonCodec.parseObject(shown), Map.of("headers", secret));
    }

    private static String difference(FieldChanges before, FieldChanges after) {
        return JsonCodec.write(before.differenceTo(after));
    }

    @Test
    void membersThatDifferAreToldAsTheyWereAndAsTheyAre() {
        assertThat(difference(BEFORE, members("{\"name\":\"clerk\",\"description\":\"new\",\"limit\":50.00}", "one")))
                .isEqualTo("{\"name\":{\"old\":\"bot\",\"new\":\"clerk\"},"
                        + "\"description\":{\"old\":null,\"new\":\"new\"}}");
    }

    @Test
    void ofSecretMembersOnlyTheChangeIsTold() {
        assertThat(difference(BEFORE, members("{\"name\":\"bot\",\"description\":null,\"limit\":50.00}", "two")))
                .isEqualTo("{\"headers\":{\"changed\":true}}");
    }

    @Test
    void theSameNumberInAnotherSpellingIsNoChange() {
        assertThat(difference(BEFORE, members("{\"name\":\"bot\",\"description\":null,\"limit\":50}", "one")))
                .isEqualTo("{}");
    }

    @Test
    void secretsAreNotInTheTextEither() {
        assertThat(members("{\"name\":\"bot\"}", "hush"))
                .asString()
                .contains("bot", "headers")
                .doesNotContain("hush");
    }
}
