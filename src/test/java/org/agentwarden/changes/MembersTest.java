package org.agentwarden.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.agentwarden.platform.json.JsonText;
import org.junit.jupiter.api.Test;

class MembersTest {

    private static final Members BEFORE = members("{\"name\":\"bot\",\"description\":null,\"limit\":50.00}", "one");

    private static Members members(String shown, String secret) {
        return new Members(JsonText.parseObject(shown), Map.of("headers", secret));
    }

    private static String difference(Members before, Members after) {
        return JsonText.write(before.differenceTo(after));
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
