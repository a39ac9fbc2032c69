package io.orchestrator.dags.flights;

import java.io.IOException;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Logistic regression: how probable is it that a flight is late? */
final class LateModel {

    private static final String LATE = "late";
    private static final String IN_TIME = "in_time";
    private static final String[] NAMES = FeatureRows.NAMES.toArray(String[]::new);

    private final Model<Label> model;

    private LateModel(Model<Label> model) {
        this.model = model;
    }

    static LateModel load(Path file) throws IOException {
        return new LateModel(Model.deserializeFromFile(file).castModel(Label.class));
    }

    void save(Path file) throws IOException {
        model.serializeToFile(file);
    }

    /** From 0 to 1. */
    double probability(double[] features) {
        Label late = model.predict(example(IN_TIME, features)).getOutputScores().get(LATE);
        if (late == null) {
            throw new IllegalStateException("The model knows no label '%s'; train it again".formatted(LATE));
        }
        return late.getScore();
    }

    private static ArrayExample<Label> example(String label, double[] features) {
        return new ArrayExample<>(new Label(label), NAMES, features);
    }

    /** Collects flights, then learns from all of them; the same flights in the same order give the same model. */
    static final class Training {

        private static final int EPOCHS = 3;
        private static final int BATCH = 256;
        private static final long SEED = 2001;

        private final MutableDataset<Label> flights = new MutableDataset<>(
                new SimpleDataSourceProvenance(
                        "flights of January to March 2001",
                        OffsetDateTime.of(2001, 4, 1, 0, 0, 0, 0, ZoneOffset.UTC),
                        new LabelFactory()),
                new LabelFactory());

        void add(boolean late, double[] features) {
            flights.add(example(late ? LATE : IN_TIME, features));
        }

        int size() {
            return flights.size();
        }

        LateModel train() {
            var trainer =
                    new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(0.2), EPOCHS, Integer.MAX_VALUE, BATCH, SEED);
            return new LateModel(trainer.train(flights));
        }
    }
}
