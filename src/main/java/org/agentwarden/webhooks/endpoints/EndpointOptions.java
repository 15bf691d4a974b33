package org.agentwarden.webhooks.endpoints;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How an endpoint wants its deliveries. */
@Embeddable
public class EndpointOptions {

    private static final String SEPARATOR = " ";
    private static final Pattern SEPARATORS = Pattern.compile(SEPARATOR);

    @Column(name = "max_retries")
    private int maxRetries;

    /** In seconds. */
    @Column(name = "retry_delays")
    private String retryDelays;

    @Column(name = "sealed_headers")
    private @Nullable String sealedHeaders;

    @Column(name = "filter_agents")
    private String filterAgents;

    @Column(name = "filter_actions")
    private String filterActions;

    @Enumerated(EnumType.STRING)
    private PayloadFormat format;

    @Enumerated(EnumType.STRING)
    private Ordering ordering;

    @Column(name = "rate_limit")
    private @Nullable Integer rateLimit;

    protected EndpointOptions() {}

    EndpointOptions(int maxRetries) {
        this.maxRetries = maxRetries;
        this.retryDelays = "";
        this.filterAgents = "";
        this.filterActions = "";
        this.format = PayloadFormat.AGENTWARDEN;
        this.ordering = Ordering.NONE;
    }

    /** Applies the change, but for the headers, which must be encrypted first. */
    void apply(EndpointChange change) {
        change.retryDelays().ifPresent(delays -> {
            retryDelays = delays.stream().map(String::valueOf).collect(Collectors.joining(SEPARATOR));
            maxRetries = delays.isEmpty() ? maxRetries : delays.size();
        });
        change.maxRetries().ifPresent(times -> maxRetries = times);
        change.agents().ifPresent(patterns -> filterAgents = EventFilter.join(patterns));
        change.actions().ifPresent(patterns -> filterActions = EventFilter.join(patterns));
        change.format().ifPresent(wanted -> format = wanted);
        change.ordering().ifPresent(wanted -> ordering = wanted);
        change.rateLimit().ifPresent(wanted -> rateLimit = wanted == 0 ? null : wanted);
    }

    void keepHeaders(@Nullable String sealed) {
        sealedHeaders = sealed;
    }

    void reseal(UnaryOperator<String> anew) {
        sealedHeaders = sealedHeaders == null ? null : anew.apply(sealedHeaders);
    }

    /** How many attempts may follow the first one, 0 to 10. */
    public int maxRetries() {
        return maxRetries;
    }

    public RetrySchedule schedule(List<Duration> serversDelays) {
        List<Duration> own = retryDelays();
        return new RetrySchedule(own.isEmpty() ? serversDelays : own);
    }

    /** Empty when the server's delays apply. */
    public List<Duration> retryDelays() {
        return retryDelays.isEmpty()
                ? List.of()
                : Arrays.stream(SEPARATORS.split(retryDelays, -1))
                        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                        .toList();
    }

    Optional<String> sealedHeaders() {
        return Optional.ofNullable(sealedHeaders);
    }

    public EventFilter filter() {
        return new EventFilter(EventFilter.split(filterAgents), EventFilter.split(filterActions));
    }

    public PayloadFormat format() {
        return format;
    }

    public Ordering ordering() {
        return ordering;
    }

    public Optional<RateLimit> rateLimit() {
        return Optional.ofNullable(rateLimit).map(RateLimit::new);
    }

    /** Whether it has an order or a rate limit. */
    public boolean holdsBack() {
        return ordering.isKept() || rateLimit != null;
    }
}
