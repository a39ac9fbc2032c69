package io.orchestrator.integration.duckdb.gx;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** All expectations that are known, by their names. */
final class Catalog {

    private static final Map<String, Entry> ENTRIES = entries();

    private final Map<String, Entry> entries = new TreeMap<>();

    /** The arguments that an expectation has, and how it is made from them; the format is that of results which say none. */
    private record Entry(Set<String> kwargs, BiFunction<Kwargs, ResultFormat, Check> make) {}

    private static Map<String, Entry> entries() {
        Catalog catalog = new Catalog();
        TableExpectations.addTo(catalog);
        ValueExpectations.addTo(catalog);
        AggregateExpectations.addTo(catalog);
        SetExpectations.addTo(catalog);
        ColumnsExpectations.addTo(catalog);
        return Map.copyOf(catalog.entries);
    }

    void add(String name, Set<String> kwargs, BiFunction<Kwargs, ResultFormat, Check> make) {
        entries.put(name, new Entry(kwargs, make));
    }

    static Set<String> names() {
        return new TreeSet<>(ENTRIES.keySet());
    }

    /**
     * Makes an expectation ready to be asked.
     *
     * @throws GxSuiteException if there is none of that name, or it cannot have these arguments
     */
    static Check check(Kwargs kwargs, ResultFormat usual) {
        Entry entry = ENTRIES.get(kwargs.expectation());
        if (entry == null) {
            throw new GxSuiteException(
                    "there is no expectation '" + kwargs.expectation() + "'; known are " + String.join(", ", names()));
        }
        kwargs.allowOnly(entry.kwargs());
        return entry.make().apply(kwargs, usual);
    }
}
