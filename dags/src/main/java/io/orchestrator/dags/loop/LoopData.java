package io.orchestrator.dags.loop;

import static io.orchestrator.sdk.Contract.column;
import static io.orchestrator.sdk.Contract.nullable;

import io.orchestrator.integration.duckdb.gx.GxSuite;
import io.orchestrator.sdk.Contract;
import io.orchestrator.sdk.Dataset;

/** The datasets by which the DAGs of the loop are tied together; no DAG knows another one, but for the training that drift starts. */
final class LoopData {

    /** As they arrive, a file for each month. */
    static final Dataset RAW = Dataset.of("flights.raw").appendOnly().checkedBy(suite("arrived"));

    /** A row for each flight that can be learned from, of all months; models count on its columns. */
    static final Dataset FEATURES = Dataset.of("flights.features")
            .contract(Contract.of(
                    column("date", "TIMESTAMP"),
                    column("month", "BIGINT"),
                    column("hour", "BIGINT"),
                    column("weekday", "BIGINT"),
                    column("distance", "INTEGER"),
                    column("origin", "VARCHAR"),
                    column("destination", "VARCHAR"),
                    column("delay", "INTEGER"),
                    column("late", "INTEGER"),
                    nullable("origin_rate", "DOUBLE"),
                    nullable("destination_rate", "DOUBLE"),
                    nullable("hour_rate", "DOUBLE")))
            .checkedBy(suite("features"));

    /** How far a month is from the first one, and what was decided on that. In its meta alone. */
    static final Dataset DRIFT = Dataset.of("flights.drift");

    /** How probable it is that a flight is more than 15 minutes late. */
    static final Dataset MODEL = Dataset.model("flights.late");

    /** What the champion guessed about the flights of each month. */
    static final Dataset GUESSES = Dataset.of("flights.guesses").appendOnly();

    /** The tag of the model that guesses. */
    static final String CHAMPION = "champion";

    /** The tag of the newest model that did not become one. */
    static final String CHALLENGER = "challenger";

    private LoopData() {}

    private static GxSuite suite(String name) {
        return GxSuite.resource(LoopData.class, "/loop/" + name + ".json");
    }
}
