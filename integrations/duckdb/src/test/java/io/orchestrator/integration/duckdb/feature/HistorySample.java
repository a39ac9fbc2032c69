package io.orchestrator.integration.duckdb.feature;

import io.orchestrator.integration.duckdb.DuckDb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Joins labels with features, for {@code bin/check-peers feast}, which asks Feast the same. */
final class HistorySample {

    private static final FeatureView<Lateness, Lateness> VIEW = FeatureView.of(
                    "lateness", Lateness.class, Lateness.class, row -> row)
            .entity("origin")
            .eventTime("day")
            .created("made")
            .ttl(Duration.ofDays(7))
            .build();

    /** How late flights from an airport are. */
    record Lateness(String origin, Instant day, Instant made, Double rate, Long flights) {}

    private HistorySample() {}

    /** Arguments: a file of Parquet with labels, one with features, where the rows go. */
    public static void main(String[] arguments) throws Exception {
        try (DuckDb duckDb = DuckDb.open()) {
            duckDb.view("labels", List.of(Path.of(arguments[0])));
            duckDb.view("features", List.of(Path.of(arguments[1])));
            String history = VIEW.history("labels", "event_timestamp", "features");
            Object rows = duckDb.rows("SELECT number, origin, rate, flights FROM (" + history + ")");
            Files.writeString(Path.of(arguments[2]), JsonMapper.shared().writeValueAsString(rows));
        }
    }
}
