package io.orchestrator.web.api;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The query parameters of a request. One that is not known is refused: a filter that is silently left out would answer with
 * more than was asked for.
 */
public final class Query {

    private final HttpServletRequest request;

    private Query(HttpServletRequest request) {
        this.request = request;
    }

    /**
     * @param known the names that may be there
     * @throws ApiRefusal if there is another one, or a value that nothing in the database can be equal to
     */
    public static Query of(HttpServletRequest request, Set<String> known) {
        for (var parameter : request.getParameterMap().entrySet()) {
            if (!known.contains(parameter.getKey())) {
                throw invalid(
                        StorableText.is(parameter.getKey()) ? parameter.getKey() : "?",
                        "This parameter is not supported here. Supported are: "
                                + known.stream().sorted().collect(Collectors.joining(", ")));
            }
            if (!Arrays.stream(parameter.getValue()).allMatch(StorableText::is)) {
                throw invalid(parameter.getKey(), "It contains a NUL or half of a character");
            }
        }
        return new Query(request);
    }

    /** Names of parameters, joined. */
    public static Set<String> names(Set<String> some, String... more) {
        return Stream.concat(some.stream(), Arrays.stream(more)).collect(Collectors.toUnmodifiableSet());
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(request.getParameter(name));
    }

    /** All values of a parameter that may be repeated. */
    public List<String> texts(String name) {
        var values = request.getParameterValues(name);
        return values == null ? List.of() : List.of(values);
    }

    public Optional<Boolean> flag(String name) {
        return text(name).map(value -> switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on" -> true;
            case "false", "0", "no", "off" -> false;
            default -> throw invalid(name, "'%s' is neither true nor false".formatted(value));
        });
    }

    public Optional<Integer> integer(String name) {
        return text(name).map(value -> integer(name, value));
    }

    public List<Integer> integers(String name) {
        return texts(name).stream().map(value -> integer(name, value)).toList();
    }

    public Optional<Instant> instant(String name) {
        return text(name)
                .map(value -> ApiTime.parse(value)
                        .orElseThrow(() -> invalid(
                                name, "'%s' is no time: expected one like 2026-01-31T00:00:00Z".formatted(value))));
    }

    public static ApiRefusal invalid(String name, String message) {
        return ApiRefusal.invalid(InvalidField.query(name, message));
    }

    private static int integer(String name, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw invalid(name, "'%s' is no whole number".formatted(value));
        }
    }
}
