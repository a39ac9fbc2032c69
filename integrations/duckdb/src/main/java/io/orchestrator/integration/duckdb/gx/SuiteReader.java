package io.orchestrator.integration.duckdb.gx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads the JSON of a suite, as Great Expectations 0.18 and 1.x write it. */
final class SuiteReader {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String PARAMETER = "$PARAMETER";

    private final Map<String, @Nullable Object> suite;
    private final Map<String, @Nullable Object> parameters = new LinkedHashMap<>();

    private final String name;

    private SuiteReader(Map<String, @Nullable Object> suite) {
        this.suite = suite;
        this.name = name(suite);
        parameters.putAll(object(suite.get("evaluation_parameters")));
        parameters.putAll(object(suite.get("suite_parameters")));
    }

    /** @throws GxSuiteException if it is no suite */
    static SuiteReader of(String json) {
        try {
            if (JSON.readValue(json, Object.class) instanceof Map<?, ?> map) {
                return new SuiteReader(object(map));
            }
        } catch (JacksonException e) {
            throw new GxSuiteException("the suite is no JSON: " + e.getOriginalMessage());
        }
        throw new GxSuiteException("the suite is no JSON object; expected {name, expectations: [..]}");
    }

    private static String name(Map<String, @Nullable Object> suite) {
        Object name = suite.get("name") != null ? suite.get("name") : suite.get("expectation_suite_name");
        if (name instanceof String text && !text.isBlank()) {
            return text;
        }
        throw new GxSuiteException("the suite has no name; give 'name', or 'expectation_suite_name' as 0.18 does");
    }

    String name() {
        return name;
    }

    Map<String, @Nullable Object> meta() {
        return object(suite.get("meta"));
    }

    Map<String, @Nullable Object> parameters() {
        return parameters;
    }

    /**
     * Its expectations, in order.
     *
     * @param given parameters beside those of the suite, before which they count
     * @throws GxSuiteException if one is not known or cannot have its arguments
     */
    List<Expectation> expectations(Map<String, ?> given, ResultFormat usual) {
        Map<String, @Nullable Object> known = new LinkedHashMap<>(parameters);
        known.putAll(given);
        if (!(suite.get("expectations") instanceof List<?> list)) {
            throw new GxSuiteException("suite '" + name + "' has no list 'expectations'");
        }
        List<Expectation> expectations = new ArrayList<>();
        for (Object one : list) {
            try {
                expectations.add(expectation(object(one), known, usual));
            } catch (GxSuiteException e) {
                throw new GxSuiteException(
                        "suite '" + name + "', expectation " + (expectations.size() + 1) + ": " + e.getMessage());
            }
        }
        return expectations;
    }

    private static Expectation expectation(
            Map<String, @Nullable Object> config, Map<String, @Nullable Object> known, ResultFormat usual) {
        Object type = config.get("type") != null ? config.get("type") : config.get("expectation_type");
        if (!(type instanceof String name)) {
            throw new GxSuiteException("it has no name; give 'type', or 'expectation_type' as 0.18 does");
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        object(config.get("kwargs")).forEach((key, value) -> values.put(key, resolve(name, key, value, known)));
        Kwargs kwargs = new Kwargs(name, values);
        Check check = Catalog.check(kwargs, usual);
        return new Expectation(config, kwargs, check, RowCondition.of(kwargs), kwargs.flag("catch_exceptions", true));
    }

    /** Puts parameters where the suite names them. */
    private static @Nullable Object resolve(
            String expectation, String key, @Nullable Object value, Map<String, @Nullable Object> known) {
        return switch (value) {
            case List<?> list -> {
                List<@Nullable Object> resolved = new ArrayList<>();
                list.forEach(element -> resolved.add(resolve(expectation, key, element, known)));
                yield resolved;
            }
            case Map<?, ?> map
            when map.containsKey(PARAMETER) -> {
                Object parameter = map.get(PARAMETER);
                if (parameter instanceof String name && known.containsKey(name)) {
                    yield known.get(name);
                }
                throw new GxSuiteException(
                        "%s has %s = the parameter '%s', which is not given; given are %s, and arithmetic"
                                        .formatted(expectation, key, parameter, known.keySet())
                                + " with parameters is not known");
            }
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> resolved = new LinkedHashMap<>();
                object(map).forEach((name, part) -> resolved.put(name, resolve(expectation, key, part, known)));
                yield resolved;
            }
            case null -> null;
            case Object plain -> plain;
        };
    }

    private static Map<String, @Nullable Object> object(@Nullable Object value) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, element) -> object.put(String.valueOf(key), element));
        } else if (value != null) {
            throw new GxSuiteException("found " + value + " where an object is expected");
        }
        return object;
    }
}
