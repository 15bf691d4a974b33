package org.agentwarden.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
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
                "yesterday"
            })
    void whatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> IsoTime.parse(text)).isInstanceOf(DateTimeException.class);
    }
}
