package io.orchestrator.integration.duckdb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Out of which columns the columns of a query come.
 *
 * @param columns by output column
 * @param conditions columns that decide which rows there are, how they are grouped, joined and sorted
 * @param unresolved what could not be followed, a sentence each; then what is said may be too little
 */
public record Lineage(Map<String, Output> columns, List<Origin> conditions, List<String> unresolved) {

    /** A column of a dataset. */
    public record Origin(String dataset, String column) implements Comparable<Origin> {

        @Override
        public int compareTo(Origin other) {
            int byDataset = dataset.compareTo(other.dataset);
            return byDataset != 0 ? byDataset : column.compareTo(other.column);
        }
    }

    /**
     * Where an output column comes from.
     *
     * @param origins in order; empty: it is made of constants
     * @param how {@code identity}: as it was, {@code transformation}: computed of one row, {@code aggregation}: of several,
     *     {@code unknown}: it could not be followed
     */
    public record Output(List<Origin> origins, String how) {}

    /** In plain values, for {@link io.orchestrator.sdk.Staging#meta}. */
    public Map<String, Object> toMap() {
        Map<String, Object> outputs = new LinkedHashMap<>();
        columns.forEach((name, output) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("how", output.how());
            one.put("from", plain(output.origins()));
            outputs.put(name, one);
        });
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("columns", outputs);
        map.put("conditions", plain(conditions));
        map.put("unresolved", unresolved);
        return map;
    }

    private static List<Map<String, String>> plain(List<Origin> origins) {
        List<Map<String, String>> list = new ArrayList<>();
        for (Origin origin : origins) {
            Map<String, String> one = new LinkedHashMap<>();
            one.put("dataset", origin.dataset());
            one.put("column", origin.column());
            list.add(one);
        }
        return list;
    }
}
