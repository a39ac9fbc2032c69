package io.orchestrator.dags.loop;

import io.orchestrator.dags.Native;
import io.orchestrator.integration.duckdb.DuckDb;
import io.orchestrator.integration.duckdb.Profile;
import io.orchestrator.sdk.Catchup;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.DatasetVersion;
import io.orchestrator.sdk.Every;
import io.orchestrator.sdk.SkipException;
import io.orchestrator.sdk.Staging;
import io.orchestrator.sdk.TaskContext;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Lets the flights of another month arrive each minute, until all six are there. */
public final class Arrivals implements DagSource {

    private static final int MONTHS = 6;

    @Override
    public Dag dag() {
        return Dag.define("flights_arrive", dag -> {
            dag.description("""
                            Real flights of **January to June 2001**; each minute those of another month arrive in the dataset \
                            `flights.raw`, which `flights_features` follows.
                            """).tags("example", "flights", "loop").maxActiveRuns(1);
            dag.schedule(Every.of(Duration.ofMinutes(1)))
                    .startingAt("2026-01-01")
                    .catchup(Catchup.LATEST);
            Native.task(dag.action("ingest", Arrivals::next, dag.write(LoopData.RAW)));
        });
    }

    static void next(TaskContext context, Staging staging) throws IOException, SQLException {
        int month = staging.parent().map(Arrivals::month).orElse(0) + 1;
        if (month > MONTHS) {
            staging.discard();
            throw new SkipException("the flights of all " + MONTHS + " months are here");
        }
        String name = "flights-2001-%02d.parquet".formatted(month);
        copy(name, staging.file(name));
        try (DuckDb duckDb = DuckDb.open(context)) {
            duckDb.view("arrived", staging);
            staging.rows(duckDb.count("SELECT count(*) FROM arrived"));
            staging.columns(duckDb.columns(List.of(staging.file(name))));
            staging.meta("profile", Profile.of(duckDb, "arrived"));
        }
        staging.meta("month", month);
        context.log().log(Level.INFO, "{0} flights of month {1} have arrived", staging.rows(), month);
    }

    private static int month(DatasetVersion version) {
        return ((Number) version.meta().getOrDefault("month", 0)).intValue();
    }

    private static void copy(String name, Path file) throws IOException {
        try (InputStream in = Arrivals.class.getResourceAsStream("/flights/" + name)) {
            if (in == null) {
                throw new IOException("The bundle has no resource flights/%s; build it again".formatted(name));
            }
            Files.copy(in, file);
        }
    }
}
