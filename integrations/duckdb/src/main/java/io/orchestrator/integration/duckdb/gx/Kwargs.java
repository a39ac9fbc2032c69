package io.orchestrator.integration.duckdb.gx;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The arguments of one expectation, checked as they are read. A null counts as not given. */
record Kwargs(String expectation, Map<String, @Nullable Object> values) {

    private static final Set<String> ALWAYS = Set.of(
            "row_condition",
            "condition_parser",
            "result_format",
            "catch_exceptions",
            "batch_id",
            "meta",
            "auto",
            "profiler_config");

    /** Refuses what the expectation does not have, which is mostly a mistyped word. */
    void allowOnly(Set<String> known) {
        for (String name : values.keySet()) {
            if (!known.contains(name) && !ALWAYS.contains(name)) {
                throw fault("has no argument '" + name + "'; it has " + new TreeSet<>(known));
            }
        }
    }

    boolean has(String name) {
        return values.get(name) != null;
    }

    @Nullable
    Object get(String name) {
        return values.get(name);
    }

    String text(String name) {
        return values.get(name) instanceof String text ? text : wrong(name, "a text");
    }

    String text(String name, String usual) {
        return has(name) ? text(name) : usual;
    }

    double number(String name) {
        return values.get(name) instanceof Number number ? number.doubleValue() : wrong(name, "a number");
    }

    double number(String name, double usual) {
        return has(name) ? number(name) : usual;
    }

    boolean flag(String name, boolean usual) {
        if (!has(name)) {
            return usual;
        }
        return values.get(name) instanceof Boolean flag ? flag : wrong(name, "true or false");
    }

    List<@Nullable Object> list(String name) {
        return values.get(name) instanceof List<?> list ? new ArrayList<>(list) : wrong(name, "a list");
    }

    /** At least one name. */
    List<String> names(String name) {
        Set<String> names = new LinkedHashSet<>();
        for (Object element : list(name)) {
            names.add(element instanceof String text ? text : wrong(name, "a list of texts"));
        }
        return names.isEmpty() ? wrong(name, "a list of at least one text") : List.copyOf(names);
    }

    List<Double> numbers(String name, Object list) {
        if (!(list instanceof List<?> elements)) {
            return wrong(name, "lists of numbers");
        }
        List<Double> numbers = new ArrayList<>();
        for (Object element : elements) {
            numbers.add(
                    switch (element) {
                        case Number number -> number.doubleValue();
                        case String text
                        when text.matches("-?(inf|Infinity)") ->
                            text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
                        case null, default -> wrong(name, "lists of numbers");
                    });
        }
        return numbers;
    }

    Map<?, ?> map(String name) {
        return values.get(name) instanceof Map<?, ?> map ? map : wrong(name, "an object");
    }

    String oneOf(String name, String usual, String... allowed) {
        String value = text(name, usual);
        return List.of(allowed).contains(value) ? value : wrong(name, "one of " + List.of(allowed));
    }

    private <T> T wrong(String name, String expected) {
        Object found = values.get(name);
        throw fault(
                found == null
                        ? "needs the argument '" + name + "': " + expected
                        : "has " + name + " = " + found + "; expected " + expected);
    }

    GxSuiteException fault(String what) {
        return new GxSuiteException(expectation + " " + what);
    }
}
