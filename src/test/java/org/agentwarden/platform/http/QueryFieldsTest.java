package org.agentwarden.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.json.JsonObject;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryFieldsTest {

    @ParameterizedTest
    @CsvSource({
        "2026-02-25T17:30:00Z, 2026-02-25T17:30:00Z",
        "2026-02-25T17:30:00.984319Z, 2026-02-25T17:30:00.984319Z",
        "2026-02-25T17:30:00.984319123Z, 2026-02-25T17:30:00.984319123Z",
        "2026-02-25T17:30:00.5, 2026-02-25T17:30:00.500Z",
        "2026-02-25T17:30:00, 2026-02-25T17:30:00Z",
        "2026-02-25T17:30, 2026-02-25T17:30:00Z",
        "2026-02-25T17, 2026-02-25T17:00:00Z",
        "2026-02-25T17:30Z, 2026-02-25T17:30:00Z",
        "2026-02-25, 2026-02-25T00:00:00Z",
        "2026-02-25T17:30:00+02:00, 2026-02-25T15:30:00Z",
        "2026-02-25T17:30:00 02:00, 2026-02-25T15:30:00Z",
        "2026-02-25T17:30:00.984319 00:00, 2026-02-25T17:30:00.984319Z",
        "2026-02-25T17:30:00-05:30, 2026-02-25T23:00:00Z",
        "2026-02-25T17:30:00+0200, 2026-02-25T15:30:00Z",
        "2026-02-25T17:30:00 0200, 2026-02-25T15:30:00Z",
        "2026-02-25T17:30:00+02, 2026-02-25T15:30:00Z",
        "2026-02-25t17:30:00z, 2026-02-25T17:30:00Z",
        "20260225T173000Z, 2026-02-25T17:30:00Z",
        "20260225T173000.25+0200, 2026-02-25T15:30:00.250Z",
        "20260225T1730, 2026-02-25T17:30:00Z",
        "20260225, 2026-02-25T00:00:00Z",
        "2028-02-29, 2028-02-29T00:00:00Z"
    })
    void everyIso8601TimeIsRead(String text, Instant expected) {
        assertThat(instant(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "1772040600",
                "2026-02-30",
                "2026-02-29",
                "2026-13-01",
                "2026-02-25T25:00:00Z",
                "2026-02-25T17:60:00Z",
                "2026-02-25T17:30:00+25:00",
                "2026-02-25T17:30:00X",
                "2026-02-25T17:30:00Z extra",
                "2026-02-25T",
                "2026-02",
                "2026",
                "T17:30:00Z",
                "+999999999-12-31",
                "-0044-03-15",
                "12026-02-25",
                "2026-0225",
                "\u0662\u0660\u0662\u0666-02-25",
                "' OR 1=1"
            })
    void whatIsNoIso8601TimeIsNamed(String text) {
        assertThat(problems(RequestedUri.with("created_after", text)))
                .containsExactly("created_after " + IsoTime.EXPECTED);
    }

    @Test
    void aParameterThatIsMissingOrEmptyIsAbsent() {
        for (UriInfo uri : List.of(RequestedUri.with(), RequestedUri.with("p", "", "created_after", ""))) {
            QueryFields.read(uri, query -> {
                assertThat(query.optionalText("p", 9)).isEmpty();
                assertThat(query.optionalChoice("p", TimeUnit.class)).isEmpty();
                assertThat(query.optionalInstant("created_after")).isEmpty();
                assertThat(query.integer("p", 7, 0, 9)).isEqualTo(7);
                return "";
            });
        }
    }

    @Test
    void aTextIsReadUpToItsLength() {
        assertThat(read(RequestedUri.with("p", "12345", "p", "second"))).contains("12345");
        assertThat(problems(RequestedUri.with("p", "123456")))
                .containsExactly("p must be text of at most 5 characters");
        assertThat(problems(RequestedUri.with("p", "a\0"))).hasSize(1);
    }

    @Test
    void aChoiceIsReadByItsNameInLowerCase() {
        Optional<TimeUnit> unit = QueryFields.read(
                RequestedUri.with("unit", "days"), query -> query.optionalChoice("unit", TimeUnit.class));
        assertThat(unit).contains(TimeUnit.DAYS);
        assertThat(problems(RequestedUri.with("unit", "DAYS")))
                .singleElement()
                .asString()
                .startsWith("unit must be one of ")
                .contains("hours, days");
    }

    @Test
    void allProblemsAreNamedAtOnce() {
        assertThat(problems(RequestedUri.with("p", "too long", "created_after", "x", "unit", "x")))
                .extracting(problem -> problem.split(" ", 2)[0])
                .containsExactly("p", "created_after", "unit");
    }

    @Test
    void aQueryThatCannotBeDecodedIsTheCallersMistake() {
        assertThat(problems(RequestedUri.malformed())).containsExactly("query must be percent-encoded UTF-8");
    }

    @Test
    void aPageIsTheFirstTwentyUnlessNamed() {
        assertThat(Page.from(RequestedUri.with())).isEqualTo(new Page(20, 0));
        assertThat(Page.from(RequestedUri.with("limit", "1", "offset", "0"))).isEqualTo(new Page(1, 0));
        assertThat(Page.from(RequestedUri.with("limit", "100", "offset", "10000")))
                .isEqualTo(new Page(100, 10_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "-1", "1.5", "1e1", "x", " 5", "99999999999", "0x10"})
    void aLimitOutOfRangeIsNamed(String limit) {
        assertThatThrownBy(() -> Page.from(RequestedUri.with("limit", limit)))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        e -> assertThat(fields(e)).containsExactly("limit must be a whole number from 1 to 100"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "10001", "2147483648", "ten"})
    void anOffsetOutOfRangeIsNamed(String offset) {
        assertThatThrownBy(() -> Page.from(RequestedUri.with("offset", offset)))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        e -> assertThat(fields(e))
                                .containsExactly("offset must be a whole number from 0 to 10000;"
                                        + " for rows beyond, follow the Link header"));
    }

    private static Optional<String> read(UriInfo uri) {
        return QueryFields.read(uri, query -> query.optionalText("p", 5));
    }

    private static Optional<Instant> instant(String text) {
        return QueryFields.read(
                RequestedUri.with("created_after", text), query -> query.optionalInstant("created_after"));
    }

    private static List<String> problems(UriInfo uri) {
        InvalidInput refused = catchThrowableOfType(
                InvalidInput.class,
                () -> QueryFields.read(
                        uri,
                        query -> List.of(
                                query.optionalText("p", 5),
                                query.optionalInstant("created_after"),
                                query.optionalChoice("unit", TimeUnit.class))));
        assertThat(refused).isNotNull();
        return fields(refused);
    }

    private static List<String> fields(InvalidInput refused) {
        return refused.detail().asJsonObject().getJsonArray("fields").getValuesAs(JsonObject.class).stream()
                .map(problem -> problem.getString("field") + " " + problem.getString("message"))
                .toList();
    }
}
