package io.orchestrator.dags.loop;

import io.orchestrator.dags.Native;
import io.orchestrator.integration.duckdb.DuckDb;
import io.orchestrator.integration.ml.Evaluation;
import io.orchestrator.integration.ml.OnnxModel;
import io.orchestrator.integration.ml.Samples;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.DatasetVersion;
import io.orchestrator.sdk.OnAssets;
import io.orchestrator.sdk.SkipException;
import io.orchestrator.sdk.Staging;
import io.orchestrator.sdk.TaskContext;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.Optional;
import org.duckdb.DuckDBAppender;

/** Lets the champion guess about each month, and keeps what it guessed beside how good that was. */
public final class Guesses implements DagSource {

    private static final String GUESSED = """
            SELECT f.month, f."date", f.origin, f.destination, f.late, g.probability
            FROM (SELECT *, row_number() OVER (ORDER BY late, %s) AS place FROM %s) f
                JOIN guess g ON g.place = f.place
            ORDER BY ALL""";

    @Override
    public Dag dag() {
        return Dag.define("flights_guess", dag -> {
            dag.description("The champion's guesses about the newest month, and how good they were.")
                    .tags("example", "flights", "loop")
                    .maxActiveRuns(1);
            dag.schedule(OnAssets.all(LoopData.FEATURES).latest());
            Native.task(dag.action(
                    "guess",
                    Guesses::guess,
                    dag.write(LoopData.GUESSES),
                    dag.read(LoopData.FEATURES),
                    dag.readIfAny(LoopData.MODEL, LoopData.CHAMPION)));
        });
    }

    static void guess(TaskContext context, Staging staging, DatasetVersion features, Optional<DatasetVersion> champion)
            throws SQLException {
        if (champion.isEmpty()) {
            throw new SkipException("no model is the champion yet");
        }
        try (DuckDb duckDb = DuckDb.open(context);
                OnnxModel model = OnnxModel.of(champion.get())) {
            Flights.open(duckDb, features);
            int month = Flights.newestMonth(duckDb);
            Samples flights = Flights.samples(duckDb, "month = " + month);
            double[] guesses = model.score(flights);
            Evaluation evaluation = Evaluation.of(guesses, flights, flights.rate());

            keep(duckDb, guesses);
            duckDb.copyTo(
                    staging,
                    "guesses-%02d.parquet".formatted(month),
                    GUESSED.formatted(String.join(", ", Flights.NAMES), Flights.month(month)));
            staging.meta("month", month);
            staging.meta("model", champion.get().number());
            staging.meta("metrics", evaluation.metrics());
            context.log().log(
                    Level.INFO,
                    "Version {0} of the model about month {1}: {2}",
                    champion.get().number(),
                    month,
                    evaluation);
        }
    }

    /** As a table, by the place of the flight among those that were asked about. */
    private static void keep(DuckDb duckDb, double[] guesses) throws SQLException {
        duckDb.run("CREATE TABLE guess (place BIGINT, probability DOUBLE)");
        try (DuckDBAppender appender = duckDb.connection().createAppender("guess")) {
            for (int i = 0; i < guesses.length; i++) {
                appender.beginRow();
                appender.append(i + 1L);
                appender.append(guesses[i]);
                appender.endRow();
            }
        }
    }
}
