package io.orchestrator.dags.flights;

import io.orchestrator.dags.flights.AiPipeline.CleanFlights;
import io.orchestrator.dags.flights.AiPipeline.Faults;
import io.orchestrator.dags.flights.AiPipeline.RawFlights;
import io.orchestrator.integration.duckdb.DuckDb;
import io.orchestrator.integration.duckdb.Sql;
import io.orchestrator.sdk.NoRetryException;
import io.orchestrator.sdk.TaskContext;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Looks for faults, takes out the rows that have a bearable one, and stops the run for any other. */
final class Validate {

    /** Of all rows. More than that, and something else is wrong with the data than a few rows. */
    private static final double BEARABLE = 0.01;

    private static final String IMPOSSIBLE_DELAY = "delay NOT BETWEEN -60 AND 720";

    private Validate() {}

    static CleanFlights run(TaskContext context, RawFlights raw) throws SQLException {
        AttemptFolder folder = AttemptFolder.of(context);
        try (DuckDb duckDb = DuckDb.open(context)) {
            load(duckDb, raw.files());
            Report report = inspect(duckDb);
            report.lines().forEach(line -> context.log().log(Level.INFO, line));
            report.requireBearable(raw.rows());

            Path file = folder.file("clean.parquet");
            AttemptFolder.write(
                    duckDb,
                    "SELECT DISTINCT * FROM flights WHERE NOT (%s) ORDER BY ALL".formatted(IMPOSSIBLE_DELAY),
                    file);
            long rows = duckDb.count("SELECT count(*) FROM " + Sql.text(file.toString()));
            context.log().log(Level.INFO, "Kept {0} of {1} flights", rows, report.rows());
            return new CleanFlights(file.toString(), rows, report.faults());
        }
    }

    static void load(DuckDb duckDb, List<String> files) throws SQLException {
        String list = files.stream().map(Sql::text).collect(Collectors.joining(", "));
        duckDb.run("CREATE TABLE flights AS SELECT * FROM read_parquet([%s])".formatted(list));
    }

    static Report inspect(DuckDb duckDb) throws SQLException {
        List<Report> reports = new ArrayList<>();
        duckDb.read("""
                SELECT count(*) AS all_rows,
                       count(*) FILTER (WHERE "date" IS NULL OR delay IS NULL OR distance IS NULL
                                           OR origin IS NULL OR destination IS NULL) AS incomplete,
                       count(*) FILTER (WHERE "date" NOT BETWEEN TIMESTAMP '2001-01-01' AND TIMESTAMP '2001-06-30 23:59:59')
                           AS other_months,
                       count(*) FILTER (WHERE NOT regexp_full_match(origin, '[A-Z]{3}')
                                           OR NOT regexp_full_match(destination, '[A-Z]{3}')
                                           OR origin = destination) AS bad_routes,
                       count(*) FILTER (WHERE distance <= 0) AS bad_distances,
                       count(*) FILTER (WHERE delay < -60) AS too_early,
                       count(*) FILTER (WHERE delay > 720) AS too_late,
                       min(delay) AS smallest_delay,
                       max(delay) AS largest_delay,
                       count(*) - (SELECT count(*) FROM (SELECT DISTINCT * FROM flights)) AS duplicates
                  FROM flights
                """, row -> reports.add(Report.of(row)));
        return reports.getFirst();
    }

    /** What validation found. */
    record Report(
            long rows,
            long incomplete,
            long otherMonths,
            long badRoutes,
            long badDistances,
            long tooEarly,
            long tooLate,
            long smallestDelay,
            long largestDelay,
            long duplicates) {

        static Report of(ResultSet row) throws SQLException {
            return new Report(
                    row.getLong("all_rows"),
                    row.getLong("incomplete"),
                    row.getLong("other_months"),
                    row.getLong("bad_routes"),
                    row.getLong("bad_distances"),
                    row.getLong("too_early"),
                    row.getLong("too_late"),
                    row.getLong("smallest_delay"),
                    row.getLong("largest_delay"),
                    row.getLong("duplicates"));
        }

        Faults faults() {
            return new Faults(duplicates, tooEarly + tooLate);
        }

        List<String> lines() {
            return List.of(
                    "%d flights, delays from %d to %d minutes".formatted(rows, smallestDelay, largestDelay),
                    "%d with an empty value, %d outside January to June 2001".formatted(incomplete, otherMonths),
                    "%d with an impossible route, %d with an impossible distance".formatted(badRoutes, badDistances),
                    "%d exact duplicates, taken out".formatted(duplicates),
                    "%d more than an hour early and %d more than twelve hours late, taken out"
                            .formatted(tooEarly, tooLate));
        }

        void requireBearable(long expectedRows) {
            if (rows != expectedRows) {
                throw new NoRetryException("%d flights were ingested, %d arrived".formatted(expectedRows, rows));
            }
            long unbearable = incomplete + otherMonths + badRoutes + badDistances;
            if (unbearable > 0) {
                throw new NoRetryException(
                        "%d flights are wrong in a way that this pipeline does not mend; see the log above"
                                .formatted(unbearable));
            }
            if (duplicates + tooEarly + tooLate > rows * BEARABLE) {
                throw new NoRetryException(
                        "%d duplicates and %d impossible delays are more than 1 percent of %d flights"
                                .formatted(duplicates, tooEarly + tooLate, rows));
            }
        }
    }
}
