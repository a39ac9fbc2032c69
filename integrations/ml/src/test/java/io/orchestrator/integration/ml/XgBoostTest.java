package io.orchestrator.integration.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.orchestrator.integration.fakes.StagedFiles;
import io.orchestrator.sdk.Dataset;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XgBoostTest {

    private static final double MOST_APART = 1e-6;

    @TempDir
    Path folder;

    @Test
    void theExportedModelGuessesAsTheLibraryDoesAlsoWhereValuesAreMissing() throws IOException {
        var learned = Examples.late(40_000, 1, 0.05);
        var held = Examples.late(100_000, 2, 0.1);
        var staging = new StagedFiles(Dataset.model("late"), folder, null);
        double[] expected;
        try (var model = XgBoostTrainer.usual().train(learned, "late")) {
            expected = model.score(held);
            model.stage(staging, Evaluation.of(expected, held, learned.rate()), Map.of("view", "weather"));
        }

        try (var onnx = OnnxModel.of(staging.published())) {
            double[] actual = onnx.score(held);
            double apart = 0;
            for (int row = 0; row < expected.length; row++) {
                apart = Math.max(apart, Math.abs(expected[row] - actual[row]));
            }
            assertThat(apart).isLessThan(MOST_APART);
            assertThat(onnx.signature().names()).isEqualTo(Examples.FEATURES);
        }
    }

    @Test
    void isBetterThanAlwaysTheSameGuessAndSaysSoInItsMeta() throws IOException {
        var learned = Examples.late(20_000, 1, 0);
        var held = Examples.late(20_000, 2, 0);
        var staging = new StagedFiles(Dataset.model("late"), folder, null);
        try (var model = XgBoostTrainer.usual().train(learned, "late")) {
            var evaluation = Evaluation.of(model, held, learned.rate());
            model.stage(staging, evaluation, Map.of());

            assertThat(evaluation.logLoss()).isLessThan(evaluation.baselineLogLoss());
            assertThat(evaluation.auc()).isGreaterThan(0.7);
        }
        assertThat(staging.published().meta()).containsKeys("framework", "params", "metrics", "signature", "features");
        assertThat(staging.published().files())
                .extracting(file -> file.name())
                .containsExactly("model.json", "model.onnx");
    }

    @Test
    void equalSamplesGiveEqualFiles() throws IOException {
        for (String name : List.of("first", "second")) {
            Path here = Files.createDirectory(folder.resolve(name));
            try (var model = XgBoostTrainer.usual().train(Examples.late(20_000, 1, 0.1), "late")) {
                model.write(new StagedFiles(Dataset.model("late"), here, null));
            }
        }
        for (String file : List.of("model.json", "model.onnx")) {
            assertThat(folder.resolve("first/" + file)).hasSameBinaryContentAs(folder.resolve("second/" + file));
        }
    }

    @Test
    void refusesToLearnFromOneKindAlone() {
        var samples = new Samples(List.of("hour"));
        samples.add(true, 1);
        samples.add(true, 2);

        assertThatThrownBy(() -> XgBoostTrainer.usual().train(samples, "late"))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("2 samples, 2 of them true");
    }

    @Test
    void refusesToExportAModelOfAnotherKind() {
        byte[] json = """
                {"learner": {"objective": {"name": "multi:softmax"}, "gradient_booster": {"name": "gbtree"}}}""".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> XgBoostOnnx.convert(json)).hasMessageContaining("'gbtree' for 'multi:softmax'");
    }

    @Test
    void evaluatesAsByHand() {
        var held = new Samples(List.of("hour"));
        boolean[] labels = {false, true, false, true};
        for (boolean label : labels) {
            held.add(label, 0);
        }

        var evaluation = Evaluation.of(new double[] {0.1, 0.4, 0.4, 0.8}, held, 0.25);

        assertThat(evaluation.auc()).isEqualTo(0.875);
        assertThat(evaluation.accuracy()).isEqualTo(0.75);
        assertThat(evaluation.logLoss())
                .isEqualTo(-(Math.log(0.9) + Math.log(0.4) + Math.log(0.6) + Math.log(0.8)) / 4, within(1e-12));
        assertThat(evaluation.baselineAccuracy()).isEqualTo(0.5);
    }
}
