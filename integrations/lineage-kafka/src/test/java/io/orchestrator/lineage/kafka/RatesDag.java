package io.orchestrator.lineage.kafka;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.Dataset;
import io.orchestrator.sdk.Staging;
import java.io.IOException;
import java.nio.file.Files;

/** Writes a dataset. */
public final class RatesDag implements DagSource {

    static final String ID = "flights";

    @Override
    public Dag dag() {
        return Dag.define(ID, dag -> dag.action("rate", RatesDag::write, dag.write(Dataset.of("rates"))));
    }

    private static void write(Staging rates) throws IOException {
        Files.writeString(rates.file("rates.csv"), "JFK,0.25\n");
    }
}
