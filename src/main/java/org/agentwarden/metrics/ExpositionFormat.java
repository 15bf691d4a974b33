package org.agentwarden.metrics;

import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;

/** How metrics are written for Prometheus. */
enum ExpositionFormat {
    TEXT("text/plain; version=0.0.4; charset=utf-8"),
    OPEN_METRICS("application/openmetrics-text; version=1.0.0; charset=utf-8");

    private final String contentType;

    ExpositionFormat(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    /**
     * The one that the client likes best; text when it has no opinion, or likes neither.
     *
     * @param accepted the media types that it accepts, the best one first
     */
    static ExpositionFormat of(List<MediaType> accepted) {
        return accepted.stream()
                .flatMap(type -> Arrays.stream(values())
                        .filter(format -> MediaType.valueOf(format.contentType).isCompatible(type)))
                .findFirst()
                .orElse(TEXT);
    }
}
