package io.orchestrator.dags.flights;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** Reads the files that {@link Transform} writes. */
final class FeatureRows {

    /** The model's features, in the order in which it is given them. */
    static final List<String> NAMES =
            List.of("hour", "weekday", "distance", "origin_odds", "destination_odds", "hour_odds");

    private FeatureRows() {}

    static void read(DuckDb duckDb, Path file, Reader reader) throws SQLException {
        String query = "SELECT late, baseline, %s FROM read_parquet(%s)"
                .formatted(String.join(", ", NAMES), DuckDb.text(file.toString()));
        duckDb.read(query, row -> {
            double[] features = new double[NAMES.size()];
            for (int i = 0; i < features.length; i++) {
                features[i] = row.getDouble(i + 3);
            }
            reader.read(row.getInt(1) == 1, row.getDouble(2), features);
        });
    }

    /** Takes one flight. */
    @FunctionalInterface
    interface Reader {
        /**
         * @param baseline the late rate of the flight's hour of day
         */
        void read(boolean late, double baseline, double[] features);
    }
}
