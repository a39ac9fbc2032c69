package io.orchestrator.dags.flights;

import static java.util.stream.Collectors.joining;

import io.orchestrator.dags.flights.AiPipeline.CleanFlights;
import io.orchestrator.dags.flights.AiPipeline.Features;
import io.orchestrator.integration.duckdb.DuckDb;
import io.orchestrator.integration.duckdb.Sql;
import io.orchestrator.sdk.TaskContext;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * Makes features. Whatever is computed from more than one flight (late rates, means, spreads) comes from January to March
 * alone: a model must not know anything about the months that it is tried on.
 */
final class Transform {

    /** How many average flights stand in for what a rare airport lacks. */
    private static final int PRIOR_FLIGHTS = 20;

    private static final String FLIGHTS = """
            CREATE TABLE flights AS
            SELECT "date", origin, destination, distance,
                   hour("date") AS hour, isodow("date") AS weekday,
                   month("date") <= 3 AS training,
                   CASE WHEN delay > 15 THEN 1 ELSE 0 END AS late
              FROM read_parquet(%s)
            """;

    private static final String RATES = """
            CREATE TABLE rate_of_%1$s AS
            SELECT %1$s AS key,
                   (sum(late) + %2$d * any_value(average)) / (count(*) + %2$d) AS rate
              FROM flights, (SELECT avg(late) AS average FROM flights WHERE training)
             WHERE training
             GROUP BY %1$s
            """;

    /** Log odds, because a logistic regression adds those up. */
    private static final String LOG_ODDS = "CREATE MACRO log_odds(rate) AS ln(rate / (1 - rate))";

    private static final String PLAIN = """
            CREATE TABLE plain AS
            SELECT f."date", f.training, f.late, f.origin, f.destination, f.distance, f.hour, f.weekday,
                   coalesce(h.rate, average) AS hour_rate,
                   log_odds(coalesce(o.rate, average)) AS origin_odds,
                   log_odds(coalesce(d.rate, average)) AS destination_odds,
                   log_odds(coalesce(h.rate, average)) AS hour_odds
              FROM flights f
             CROSS JOIN (SELECT avg(late) AS average FROM flights WHERE training)
              LEFT JOIN rate_of_origin o ON o.key = f.origin
              LEFT JOIN rate_of_destination d ON d.key = f.destination
              LEFT JOIN rate_of_hour h ON h.key = f.hour
            """;

    /** Features of one size: a mean of 0 and a spread of 1 in the training months. The order makes two runs equal. */
    private static final String SCALED = """
            WITH mean AS (SELECT avg(COLUMNS(%1$s)) FROM plain WHERE training),
                 spread AS (SELECT stddev_pop(COLUMNS(%1$s)) FROM plain WHERE training)
            SELECT late, hour_rate AS baseline, %2$s
              FROM plain, mean, spread
             WHERE training = %3$s
             ORDER BY "date", origin, destination, plain.distance, late
            """;

    private Transform() {}

    static Features run(TaskContext context, CleanFlights clean) throws SQLException {
        AttemptFolder folder = AttemptFolder.of(context);
        try (DuckDb duckDb = DuckDb.open(context)) {
            Features features = transform(duckDb, Path.of(clean.file()), folder.path());
            context.log().log(
                    Level.INFO,
                    "{0} flights of January to March to learn from, {1} of April to June to try it on",
                    features.trainRows(),
                    features.testRows());
            context.log().log(Level.INFO, "Late from January to March: %.1f %%".formatted(100 * features.lateRate()));
            return features;
        }
    }

    static Features transform(DuckDb duckDb, Path clean, Path folder) throws SQLException {
        duckDb.run(FLIGHTS.formatted(Sql.text(clean.toString())));
        for (String column : new String[] {"origin", "destination", "hour"}) {
            duckDb.run(RATES.formatted(column, PRIOR_FLIGHTS));
        }
        duckDb.run(LOG_ODDS);
        duckDb.run(PLAIN);
        Path train = folder.resolve("train.parquet");
        Path test = folder.resolve("test.parquet");
        AttemptFolder.write(duckDb, scaled(true), train);
        AttemptFolder.write(duckDb, scaled(false), test);
        return new Features(
                train.toString(),
                duckDb.count("SELECT count(*) FROM flights WHERE training"),
                test.toString(),
                duckDb.count("SELECT count(*) FROM flights WHERE NOT training"),
                lateRate(duckDb));
    }

    private static double lateRate(DuckDb duckDb) throws SQLException {
        return duckDb.row("SELECT avg(late) FROM flights WHERE training").getFirst() instanceof Number rate
                ? rate.doubleValue()
                : Double.NaN;
    }

    private static String scaled(boolean training) {
        String names = FeatureRows.NAMES.stream().map(Sql::text).collect(joining(", ", "[", "]"));
        String columns = FeatureRows.NAMES.stream()
                .map("(plain.%1$s - mean.%1$s) / spread.%1$s AS %1$s"::formatted)
                .collect(joining(", "));
        return SCALED.formatted(names, columns, training);
    }
}
