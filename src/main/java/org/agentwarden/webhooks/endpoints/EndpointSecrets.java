package org.agentwarden.webhooks.endpoints;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.agentwarden.platform.http.Conflict;
import org.jspecify.annotations.Nullable;

/** The encrypted secrets of an endpoint: the current one, and older ones that sign beside it for a while. */
@Embeddable
public class EndpointSecrets {

    /** Their signatures are in one header. */
    private static final int MOST = 5;

    private static final String LINE_END = "\n";
    private static final String SEPARATOR = " ";

    @Column(name = "sealed_secret")
    private String current;

    @Column(name = "previous_sealed_secret")
    private @Nullable String previous;

    @Column(name = "previous_secret_until")
    private @Nullable Instant previousUntil;

    /** One line for each: its last second, and the secret. */
    @Column(name = "older_sealed_secrets")
    private String older;

    protected EndpointSecrets() {}

    EndpointSecrets(String current) {
        this.current = current;
        this.older = "";
    }

    private record Retired(String sealed, Instant until) {

        static Retired parse(String line) {
            int end = line.indexOf(SEPARATOR);
            Instant until = Instant.ofEpochSecond(Long.parseLong(line.substring(0, end)));
            return new Retired(line.substring(end + SEPARATOR.length()), until);
        }

        String line() {
            return until.getEpochSecond() + SEPARATOR + sealed;
        }
    }

    /** Adds a secret; the one before it signs beside it until {@code until}. @throws Conflict when too many are in use */
    void rotate(String sealed, Instant until, Instant now) {
        List<Retired> retired = retired(now);
        if (retired.size() + 2 > MOST) {
            throw new Conflict("too_many_secrets", MOST + " secrets sign this webhook; try again when one has ended");
        }
        older = write(retired);
        previous = current;
        previousUntil = until;
        current = sealed;
    }

    /** Secrets that sign now, the newest first. */
    List<String> sealed(Instant now) {
        return Stream.concat(Stream.of(current), retired(now).stream().map(Retired::sealed))
                .toList();
    }

    /** Encrypts all of them again, also those that have ended. */
    void reseal(UnaryOperator<String> anew) {
        current = anew.apply(current);
        previous = previous == null ? null : anew.apply(previous);
        older = write(parse().stream()
                .map(secret -> new Retired(anew.apply(secret.sealed()), secret.until()))
                .toList());
    }

    private List<Retired> retired(Instant now) {
        Stream<Retired> latest = previous == null || previousUntil == null
                ? Stream.empty()
                : Stream.of(new Retired(previous, previousUntil));
        return Stream.concat(latest, parse().stream())
                .filter(secret -> secret.until().isAfter(now))
                .toList();
    }

    private List<Retired> parse() {
        return older.lines().map(Retired::parse).toList();
    }

    private static String write(List<Retired> retired) {
        return retired.stream().map(Retired::line).collect(Collectors.joining(LINE_END));
    }
}
