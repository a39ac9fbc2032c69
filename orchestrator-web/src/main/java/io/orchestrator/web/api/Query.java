package io.orchestrator.web.api;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The query parameters of a request. One that is not known is refused: a filter that is silently left out would answer with
 * more than was asked for.
 */
public final class Query {

    private final Map<String, List<String>> values;

    private Query(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * @param known the names that may be there
     * @throws ApiRefusal if there is another one, or a value that nothing in the database can be equal to
     */
    public static Query of(HttpServletRequest request, Set<String> known) {
        var values = new LinkedHashMap<String, List<String>>();
        request.getParameterMap().forEach((name, given) -> values.put(name, List.of(given)));
        return of(values, known);
    }

    /**
     * What is asked for in a body instead: each field is a parameter, a list is one that is repeated.
     *
     * @param names the fields that may be there, and the parameters that they are
     */
    public static Query ofBody(JsonNode json, Map<String, String> names) {
        Body.of(json, names.keySet());
        var values = new LinkedHashMap<String, List<String>>();
        for (var field : json.properties()) {
            var given = new ArrayList<String>();
            var elements = field.getValue().isArray() ? field.getValue() : List.of(field.getValue());
            for (var element : elements) {
                if (element.isContainer()) {
                    throw Body.invalid(field.getKey(), "Expected a text, a number, true, false, or a list of these");
                }
                if (!element.isNull()) {
                    given.add(element.asString());
                }
            }
            if (!given.isEmpty()) {
                values.put(Objects.requireNonNull(names.get(field.getKey())), given);
            }
        }
        return new Query(values);
    }

    private static Query of(Map<String, List<String>> values, Set<String> known) {
        for (var parameter : values.entrySet()) {
            if (!known.contains(parameter.getKey())) {
                throw invalid(
                        StorableText.is(parameter.getKey()) ? parameter.getKey() : "?",
                        "This parameter is not supported here. Supported are: "
                                + known.stream().sorted().collect(Collectors.joining(", ")));
            }
            if (!parameter.getValue().stream().allMatch(StorableText::is)) {
                throw invalid(parameter.getKey(), "It contains a NUL or half of a character");
            }
        }
        return new Query(values);
    }

    /** Names of parameters, joined. */
    public static Set<String> names(Set<String> some, String... more) {
        return Stream.concat(some.stream(), Arrays.stream(more)).collect(Collectors.toUnmodifiableSet());
    }

    /** The same, as if this parameter had not been given. */
    public Query without(String name) {
        var rest = new LinkedHashMap<>(values);
        rest.remove(name);
        return new Query(rest);
    }

    /** All but which part of the list is asked for: equal for the same rows. */
    public Map<String, List<String>> filters() {
        var filters = new LinkedHashMap<>(values);
        filters.keySet().removeAll(Paging.PARAMETERS);
        return filters;
    }

    public Optional<String> text(String name) {
        return texts(name).stream().findFirst();
    }

    /** All values of a parameter that may be repeated. */
    public List<String> texts(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** For {@link #ofBody}: fields with another name than their parameter, and those with the same. */
    public static Map<String, String> fields(Map<String, String> renamed, Set<String> same) {
        var fields = new LinkedHashMap<>(renamed);
        same.forEach(name -> fields.put(name, name));
        return Map.copyOf(fields);
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

    public Optional<Double> number(String name) {
        return text(name).map(value -> {
            try {
                var number = Double.parseDouble(value);
                if (Double.isFinite(number)) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Answered below, as what is no finite number is.
            }
            throw invalid(name, "'%s' is no number".formatted(value));
        });
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
