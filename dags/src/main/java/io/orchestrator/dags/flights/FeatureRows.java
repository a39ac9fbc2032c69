package io.orchestrator.dags.flights;

import io.orchestrator.integration.duckdb.DuckDb;
import io.orchestrator.integration.duckdb.Sql;
import io.orchestrator.integration.ml.Samples;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** Reads the files that {@link Transform} writes. */
final class FeatureRows {

    /** The model's features. */
    static final List<String> NAMES =
            List.of("hour", "weekday", "distance", "origin_odds", "destination_odds", "hour_odds");

    /** The late rate of the flight's hour of day, which is no feature. */
    static final String BASELINE = "baseline";

    private FeatureRows() {}

    /** Flights in the order of the file, with whether they were late. */
    static Samples read(DuckDb duckDb, Path file, List<String> columns) throws SQLException {
        Samples samples = new Samples(columns);
        float[] values = new float[columns.size()];
        String query = "SELECT late, %s FROM read_parquet(%s)"
                .formatted(String.join(", ", columns), Sql.text(file.toString()));
        duckDb.read(query, row -> {
            for (int i = 0; i < values.length; i++) {
                values[i] = row.getFloat(i + 2);
            }
            samples.add(row.getInt(1) == 1, values);
        });
        return samples;
    }
}
