package org.agentwarden.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampsTest {

    private final Locale usual = Locale.getDefault();

    @AfterEach
    void restoreTheLocale() {
        Locale.setDefault(usual);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-25T23:51:33.984319Z, 2026-02-25T23:51:33.984319",
        "2026-02-25T23:51:33Z, 2026-02-25T23:51:33.000000",
        "2026-02-25T23:51:33.9Z, 2026-02-25T23:51:33.900000",
        "2026-02-25T23:51:33.999999999Z, 2026-02-25T23:51:33.999999",
        "1969-12-31T23:59:59.000000999Z, 1969-12-31T23:59:59.000000"
    })
    void everySpellingHasSixDecimalsAndIsUtc(Instant time, String bare) {
        assertThat(Timestamps.bare(time)).isEqualTo(bare);
        assertThat(Timestamps.iso(time)).isEqualTo(bare + "Z");
        assertThat(Timestamps.isoWithOffset(time)).isEqualTo(bare + "+00:00");
    }

    @Test
    void theServersLocaleDoesNotShow() {
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        assertThat(Timestamps.iso(Instant.EPOCH)).isEqualTo("1970-01-01T00:00:00.000000Z");
    }
}
