package org.agentwarden.platform.http;

import jakarta.ws.rs.core.UriInfo;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.agentwarden.platform.json.Fields;

/** Typed reading of query parameters, in the style of {@link Fields}: all problems are named at once. */
public final class QueryFields {

    private final UriInfo uri;
    private final List<FieldProblem> problems = new ArrayList<>();

    private QueryFields(UriInfo uri) {
        this.uri = uri;
    }

    /**
     * Runs a reading of the query parameters.
     *
     * @throws InvalidInput with every problem that the reading met
     */
    public static <T> T read(UriInfo uri, Function<QueryFields, T> reading) {
        QueryFields query = new QueryFields(uri);
        T result = reading.apply(query);
        if (!query.problems.isEmpty()) {
            throw new InvalidInput(query.problems);
        }
        return result;
    }

    public Optional<String> optionalText(String name, int maxLength) {
        Optional<String> text = parameter(name);
        if (text.filter(t -> t.length() > maxLength || t.indexOf('\0') >= 0).isPresent()) {
            return wrong(name, "must be text of at most " + maxLength + " characters");
        }
        return text;
    }

    public <E extends Enum<E>> Optional<E> optionalChoice(String name, Class<E> type) {
        return parameter(name).flatMap(text -> {
            Optional<E> choice = Fields.constant(type, text);
            return choice.isPresent() ? choice : wrong(name, "must be one of " + Fields.names(type));
        });
    }

    public int integer(String name, int otherwise, int least, int most) {
        return parameter(name)
                .map(text -> {
                    int number = parseInt(text).orElse(least - 1);
                    if (number < least || number > most) {
                        problem(name, "must be a whole number from " + least + " to " + most);
                        return otherwise;
                    }
                    return number;
                })
                .orElse(otherwise);
    }

    private static Optional<Integer> parseInt(String text) {
        try {
            return Optional.of(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Any ISO 8601 date or time; without a zone it is UTC. */
    public Optional<Instant> optionalInstant(String name) {
        return parameter(name).flatMap(text -> {
            try {
                // In a query string a plus sign that was not escaped arrives as a space.
                return Optional.of(instant(text.replace(' ', '+')));
            } catch (DateTimeException e) {
                return wrong(name, "must be an ISO 8601 time such as 2026-02-25T17:30:00Z");
            }
        });
    }

    private static Instant instant(String text) {
        if (text.indexOf('T') < 0) {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        TemporalAccessor time =
                DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
        return time instanceof OffsetDateTime zoned
                ? zoned.toInstant()
                : LocalDateTime.from(time).toInstant(ZoneOffset.UTC);
    }

    public void problem(String name, String message) {
        problems.add(new FieldProblem(name, message));
    }

    private Optional<String> parameter(String name) {
        return Optional.ofNullable(uri.getQueryParameters().getFirst(name)).filter(text -> !text.isEmpty());
    }

    private <T> Optional<T> wrong(String name, String message) {
        problem(name, message);
        return Optional.empty();
    }
}
