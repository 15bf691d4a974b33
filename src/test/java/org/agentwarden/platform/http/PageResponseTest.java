package org.agentwarden.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.agentwarden.platform.Listable;
import org.agentwarden.platform.http.PageResult.Count;
import org.agentwarden.platform.json.JsonBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageResponseTest {

    private static final Instant EIGHT = Instant.parse("2026-02-25T08:00:00.000001Z");
    private static final Count MANY = new Count(10_000, true);

    private record Thing(String id, Instant createdAt) implements Listable {}

    /** Things with these numbers; each is a second older than the one before. */
    private static List<Thing> things(int... numbers) {
        return IntStream.of(numbers)
                .mapToObj(number -> new Thing("t" + number, EIGHT.minusSeconds(number)))
                .toList();
    }

    private static Response answer(PageResult<Thing> listed, UriInfo uri) {
        return PageResponse.of(
                uri, listed, thing -> JsonBuilder.of().text("id", thing.id()).build());
    }

    private static PageResult<Thing> listed(Page page, int... found) {
        return PageResult.of(page, things(found), () -> MANY);
    }

    private static String cursor(String side, int number) {
        return side + "-" + (1772006400000001L - number * 1_000_000L) + "-t" + number;
    }

    @Test
    void theFirstPageHasNoPreviousOneAndTheNextBeginsBehindItsLastRow() {
        Response answer = answer(listed(new Page(2, 0), 1, 2, 3), RequestedUri.with("limit", "2"));

        assertThat(answer.getEntity()).hasToString("[{\"id\":\"t1\"},{\"id\":\"t2\"}]");
        assertThat(answer.getHeaderString("Link"))
                .isEqualTo("</api/things?limit=2>; rel=\"first\", </api/things?limit=2&cursor=" + cursor("older", 2)
                        + ">; rel=\"next\", </api/things?limit=2&cursor=newer-0->; rel=\"last\"");
        assertThat(answer.getHeaderString("X-Total-Count")).isEqualTo("10000");
        assertThat(answer.getHeaderString("X-Total-Count-Capped")).isEqualTo("true");
    }

    @Test
    void aListThatEndsOnItsFirstPageIsCountedWithoutAsking() {
        Response answer = answer(listed(new Page(2, 0), 1, 2), RequestedUri.with());

        assertThat(answer.getHeaderString("X-Total-Count")).isEqualTo("2");
        assertThat(answer.getHeaderString("X-Total-Count-Capped")).isNull();
        assertThat(answer.getHeaderString("Link")).doesNotContain("next", "prev");
    }

    @Test
    void anOffsetCountsToo() {
        Response answer = answer(listed(new Page(2, 40), 41), RequestedUri.with("offset", "40"));

        assertThat(answer.getHeaderString("X-Total-Count")).isEqualTo("41");
        assertThat(answer.getHeaderString("Link"))
                .contains("</api/things?cursor=" + cursor("newer", 41) + ">; rel=\"prev\"")
                .doesNotContain("offset", "next");
    }

    @Test
    void behindTheEndThereIsNothingToGoOnFromAndTheListIsCounted() {
        Response answer = answer(listed(new Page(2, 40)), RequestedUri.with("offset", "40"));

        assertThat(answer.getHeaderString("X-Total-Count")).isEqualTo("10000");
        assertThat(answer.getHeaderString("Link")).contains("first", "last").doesNotContain("next", "prev");
    }

    @Test
    void aPageThatWasReadUpwardIsShownNewestFirst() {
        Page page = Page.from(RequestedUri.with("limit", "2", "cursor", cursor("newer", 7)));

        PageResult<Thing> listed = listed(page, 6, 5, 4);

        assertThat(listed.items()).extracting(Thing::id).containsExactly("t5", "t6");
        assertThat(listed.hasNewer()).isTrue();
        assertThat(listed.hasOlder()).isTrue();
    }

    @Test
    void theLastPageIsReadFromTheEnd() {
        PageResult<Thing> listed = listed(Page.from(RequestedUri.with("limit", "2", "cursor", "newer-0-")), 9, 8, 7);

        assertThat(listed.items()).extracting(Thing::id).containsExactly("t8", "t9");
        assertThat(listed.hasNewer()).isTrue();
        assertThat(listed.hasOlder()).isFalse();
    }

    @Test
    void theFirstPageIsReachedAgainFromBelow() {
        PageResult<Thing> listed =
                listed(Page.from(RequestedUri.with("limit", "2", "cursor", cursor("newer", 3))), 2, 1);

        assertThat(listed.hasNewer()).isFalse();
        assertThat(listed.hasOlder()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a&b=c", "\"><script>", "x>; rel=\"next\"", "a\r\nSet-Cookie: x", "{id}", "100% é"})
    void parametersAreKeptAndCanNotBreakOut(String value) {
        String links = answer(listed(new Page(1, 0), 1, 2), RequestedUri.with("action", value, "cursor", "x"))
                .getHeaderString("Link");

        assertThat(links).startsWith("</api/things?action=").doesNotContain("evil.example", "\r", "\n", "{", " é");
        assertThat(links.split(">; rel=", -1)).hasSize(4);
        assertThat(links.chars().filter(character -> character == '<')).hasSize(3);
    }

    @Test
    void whoAsksAtGreatLengthGoesWithoutLinks() {
        Response answer = answer(listed(new Page(1, 0), 1, 2), RequestedUri.with("x", "y".repeat(5_000)));

        assertThat(answer.getHeaderString("Link")).isNull();
        assertThat(answer.getHeaderString("X-Total-Count")).isEqualTo("10000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"newer-0-", "older-1772006400000001-0195-7cc8", "newer-99999999999999999-a"})
    void aCursorIsReadAsItIsWritten(String text) {
        assertThat(Cursor.parse(text).orElseThrow().text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "older", "older-1", "Older-1-a", "older-1-a b", "older--1-a", "sideways-1-a", "older-1-é"})
    void anythingElseIsNoCursor(String text) {
        assertThat(Cursor.parse(text)).isEmpty();
    }
}
