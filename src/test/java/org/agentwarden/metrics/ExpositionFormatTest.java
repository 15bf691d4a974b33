package org.agentwarden.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpositionFormatTest {

    private static final MediaType OPEN_METRICS = new MediaType("application", "openmetrics-text");

    @Test
    void openMetricsAreWrittenForWhoPrefersThem() {
        assertThat(ExpositionFormat.of(List.of(OPEN_METRICS, MediaType.TEXT_PLAIN_TYPE)))
                .isEqualTo(ExpositionFormat.OPEN_METRICS);
    }

    @Test
    void textIsWrittenForAnybodyElse() {
        assertThat(ExpositionFormat.of(List.of(MediaType.WILDCARD_TYPE))).isEqualTo(ExpositionFormat.TEXT);
        assertThat(ExpositionFormat.of(List.of(MediaType.TEXT_PLAIN_TYPE, OPEN_METRICS)))
                .isEqualTo(ExpositionFormat.TEXT);
        assertThat(ExpositionFormat.of(List.of())).isEqualTo(ExpositionFormat.TEXT);
    }
}
