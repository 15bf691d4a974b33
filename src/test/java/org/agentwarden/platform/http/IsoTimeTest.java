package org.agentwarden.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsoTimeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "2026-11-28T08:28:51,123456789+00:00 2026-11-28T08:28:51.123456789Z",
                "20261128T082851,5Z 2026-11-28T08:28:51.500Z",
                "2026-W09-3 2026-02-25T00:00:00Z",
                "2026W093T1730Z 2026-02-25T17:30:00Z",
                "2026-W01-1 2025-12-29T00:00:00Z",
                "2026-056 2026-02-25T00:00:00Z",
                "2026056T173000+0200 2026-02-25T15:30:00Z",
                "2026-056T17:30 2026-02-25T17:30:00Z",
                "2026-02-25T24:00 2026-02-26T00:00:00Z",
                "2026-12-31T24:00:00.000Z 2027-01-01T00:00:00Z",
                "20260225T240000+0200 2026-02-25T22:00:00Z",
                "2026-02-25T24 2026-02-26T00:00:00Z",
                "2026-02-25t17:30z 2026-02-25T17:30:00Z"
            })
    void everyFormOfIso8601IsRead(String text, Instant instant) {
        assertThat(IsoTime.parse(text)).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-25T24:01",
                "2026-02-25T24:00:01Z",
                "2026-02-25T25:00",
                "2026-W54-1",
                "2026-W09-8",
                "2025-366",
                "2026-000",
                "2026-02-30",
                "2026-02-25T17:30:00.1234567891Z",
                "2026-02-25T17:30:00,Z",
                "2026-W09",
                "26-02-25",
                "",
                "T24:00",
                "2026-02-252026-056",
                "20260225T17:3030",
                "2026-02-25T17:30Z+00",
                "2026-02-25T17:30+02:00+02",
                "yesterday"
            })
    void whatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> IsoTime.parse(text)).isInstanceOf(DateTimeException.class);
    }

    private static final List<String> DATES =
            List.of("2026-02-25", "2026-056", "2026-W09-3", "20260225", "2026056", "2026W093");
    private static final List<String> TIMES = List.of(
            "T17", "T17:30", "T1730", "T17:30:15", "T173015,500000000", "t17:30:15.123456789", "T24:00", "T2400");
    private static final List<String> ZONES = List.of("Z", "z", "+02", "-0330", "+05:45");

    @Test
    void aTimeIsOneDateThenAtMostOneTimeThenAtMostOneZone() {
        Random random = new Random(16);
        List<List<String>> kinds = List.of(DATES, TIMES, ZONES);
        Set<List<List<String>>> valid =
                Set.of(List.of(DATES), List.of(DATES, TIMES), List.of(DATES, ZONES), List.of(DATES, TIMES, ZONES));
        for (int round = 0; round < 50_000; round++) {
            List<List<String>> parts = Stream.generate(() -> kinds.get(random.nextInt(3)))
                    .limit(1 + random.nextInt(4))
                    .toList();
            String text = parts.stream()
                    .map(texts -> texts.get(random.nextInt(texts.size())))
                    .collect(Collectors.joining());

            assertThat(isRead(text)).as(text).isEqualTo(valid.contains(parts));
        }
    }

    @Test
    void anyTextIsReadOrRefused() {
        Random random = new Random(16);
        String letters = "0123456789-:.,+TWZtwz 2026\u0662é";
        for (int round = 0; round < 100_000; round++) {
            String text = random.ints(random.nextInt(40), 0, letters.length())
                    .mapToObj(index -> letters.substring(index, index + 1))
                    .collect(Collectors.joining());
            if (isRead(text)) {
                assertThat(text).matches("\\d{4}[0-9W-]{3,6}([Tt][0-9:.,]+)?([Zz]|[+-][0-9:]+)?");
            }
        }
    }

    @Test
    @Timeout(10)
    void aLongTextIsRefusedInLinearTime() {
        assertThat(isRead("T24".repeat(1_000_000))).isFalse();
        assertThat(isRead("2026-02-25T24:00" + "0".repeat(3_000_000))).isFalse();
    }

    private static boolean isRead(String text) {
        try {
            IsoTime.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
