package org.agentwarden.platform.http;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.agentwarden.platform.json.RequestFields;

/** Typed reading of query parameters, in the style of {@link RequestFields}: all problems are named at once. */
public final class QueryFields {

    private final MultivaluedMap<String, String> parameters;
    private final List<FieldProblem> problems = new ArrayList<>();

    private QueryFields(MultivaluedMap<String, String> parameters) {
        this.parameters = parameters;
    }

    /**
     * Runs a reading of the query parameters.
     *
     * @throws InvalidInput with every problem that the reading met
     */
    public static <T> T read(UriInfo uri, Function<QueryFields, T> reading) {
        QueryFields query = new QueryFields(parameters(uri));
        T result = reading.apply(query);
        if (!query.problems.isEmpty()) {
            throw new InvalidInput(query.problems);
        }
        return result;
    }

    private static MultivaluedMap<String, String> parameters(UriInfo uri) {
        try {
            return uri.getQueryParameters();
        } catch (IllegalArgumentException e) {
            throw new InvalidInput("query", "must be percent-encoded UTF-8");
        }
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
            Optional<E> choice = RequestFields.constant(type, text);
            return choice.isPresent() ? choice : wrong(name, "must be one of " + RequestFields.names(type));
        });
    }

    public int integer(String name, int otherwise, int least, int most) {
        return integer(name, otherwise, least, most, "");
    }

    /** @param advice what a caller is told beside the range */
    int integer(String name, int otherwise, int least, int most, String advice) {
        return parameter(name)
                .map(text -> {
                    int number = parseInt(text).orElse(least - 1);
                    if (number < least || number > most) {
                        problem(name, "must be a whole number from " + least + " to " + most + advice);
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

    /** Any ISO 8601 calendar date or time of the years 0 to 9999; without a zone it is UTC. */
    public Optional<Instant> optionalInstant(String name) {
        return parameter(name).flatMap(text -> {
            try {
                // In a query string a plus sign that was not escaped arrives as a space.
                return Optional.of(IsoTime.parse(text.replace(' ', '+')));
            } catch (DateTimeException e) {
                return wrong(name, IsoTime.EXPECTED);
            }
        });
    }

    public void problem(String name, String message) {
        problems.add(new FieldProblem(name, message));
    }

    private Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.getFirst(name)).filter(text -> !text.isEmpty());
    }

    private <T> Optional<T> wrong(String name, String message) {
        problem(name, message);
        return Optional.empty();
    }
}
