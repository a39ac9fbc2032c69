package io.orchestrator.bench.data.dags;

import io.orchestrator.integration.ml.Evaluation;
import io.orchestrator.integration.ml.Samples;
import io.orchestrator.integration.ml.TribuoTrainer;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.Dataset;
import io.orchestrator.sdk.Staging;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Trains a small model of two inputs. */
public final class Train implements DagSource {

    public static final String ID = "train_late";
    public static final String MODEL = "late";

    private static final int SAMPLES = 2_000;

    @Override
    public Dag dag() {
        return Dag.define(ID, dag -> dag.action("train", Train::train, dag.write(Dataset.model(MODEL))));
    }

    private static void train(Staging model) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        Samples samples = new Samples(List.of("wind", "hour"));
        for (int i = 0; i < SAMPLES; i++) {
            double wind = random.nextDouble();
            samples.add(wind + 0.2 * random.nextDouble() > 0.6, (float) wind, random.nextFloat());
        }
        try (var trained = TribuoTrainer.usual().train(samples, MODEL)) {
            trained.stage(model, Evaluation.of(trained, samples, samples.rate()), Map.of());
        }
    }
}
