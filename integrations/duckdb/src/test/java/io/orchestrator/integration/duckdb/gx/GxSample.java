package io.orchestrator.integration.duckdb.gx;

import io.orchestrator.integration.duckdb.DuckDb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Puts a suite to a file of Parquet, for {@code bin/check-peers gx}, which asks Great Expectations the same. */
final class GxSample {

    private GxSample() {}

    /** Arguments: the suite, the file, another file that the suite may call {@code other}, where the result goes. */
    public static void main(String[] arguments) throws Exception {
        GxSuite suite = GxSuite.read(Path.of(arguments[0]))
                .resultFormat("SUMMARY")
                .table("other", "read_parquet('" + arguments[2] + "')");
        try (DuckDb duckDb = DuckDb.open()) {
            duckDb.view("flights", List.of(Path.of(arguments[1])));
            Files.writeString(
                    Path.of(arguments[3]), suite.validate(duckDb, "flights").toJson());
        }
    }
}
