package io.orchestrator.dags.flights;

import io.orchestrator.dags.flights.AiPipeline.RawFlights;
import io.orchestrator.integration.duckdb.DuckDb;
import io.orchestrator.integration.duckdb.Sql;
import io.orchestrator.sdk.TaskContext;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Takes the flights of six months out of the bundle. */
final class Ingest {

    private static final int MONTHS = 6;

    private Ingest() {}

    static RawFlights run(TaskContext context) throws IOException, SQLException {
        AttemptFolder folder = AttemptFolder.of(context);
        List<String> files = new ArrayList<>();
        long rows = 0;
        try (DuckDb duckDb = DuckDb.open(context)) {
            for (int month = 1; month <= MONTHS; month++) {
                Path file = copy("flights-2001-%02d.parquet".formatted(month), folder);
                long rowsOfMonth = duckDb.count("SELECT count(*) FROM " + Sql.text(file.toString()));
                context.log().log(Level.INFO, "{0}: {1} flights", file.getFileName(), rowsOfMonth);
                files.add(file.toString());
                rows += rowsOfMonth;
            }
        }
        context.log().log(Level.INFO, "Ingested {0} flights into {1}", rows, folder.path());
        return new RawFlights(files, rows);
    }

    private static Path copy(String name, AttemptFolder folder) throws IOException {
        Path file = folder.file(name);
        try (InputStream in = Ingest.class.getResourceAsStream("/flights/" + name)) {
            if (in == null) {
                throw new IOException("The bundle has no resource flights/%s; build it again".formatted(name));
            }
            Files.copy(in, file);
        }
        return file;
    }
}
