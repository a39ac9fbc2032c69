package io.orchestrator.dags.loop;

import io.orchestrator.integration.duckdb.DuckDb;
import io.orchestrator.integration.ml.Samples;
import io.orchestrator.sdk.DatasetVersion;
import java.sql.SQLException;
import java.util.List;

/** Reads features for models. */
final class Flights {

    /** What a model is told of a flight, in order. */
    static final List<String> NAMES =
            List.of("hour", "weekday", "distance", "origin_rate", "destination_rate", "hour_rate");

    private static final String TABLE = "features";

    private Flights() {}

    /** Lets a session read a version. */
    static void open(DuckDb duckDb, DatasetVersion features) throws SQLException {
        duckDb.view(TABLE, features);
    }

    /** The newest month that there is. */
    static int newestMonth(DuckDb duckDb) throws SQLException {
        return Math.toIntExact(duckDb.count("SELECT max(month) FROM " + TABLE));
    }

    /** Those of a month, as a query in brackets. */
    static String month(int month) {
        return "(SELECT * FROM %s WHERE month = %d)".formatted(TABLE, month);
    }

    /**
     * Flights with what became of them, in an order that is the same each time.
     *
     * @param condition which ones
     */
    static Samples samples(DuckDb duckDb, String condition) throws SQLException {
        Samples samples = new Samples(NAMES);
        float[] values = new float[NAMES.size()];
        duckDb.read(
                "SELECT late, %s FROM %s WHERE %s ORDER BY ALL".formatted(String.join(", ", NAMES), TABLE, condition),
                row -> {
                    for (int i = 0; i < values.length; i++) {
                        float value = row.getFloat(i + 2);
                        values[i] = row.wasNull() ? Float.NaN : value;
                    }
                    samples.add(row.getBoolean(1), values);
                });
        return samples;
    }
}
