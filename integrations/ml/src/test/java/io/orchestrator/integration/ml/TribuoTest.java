package io.orchestrator.integration.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.integration.fakes.StagedFiles;
import io.orchestrator.sdk.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Model;

class TribuoTest {

    @TempDir
    Path folder;

    @Test
    void theExportedModelGuessesAsTheLibraryDoesWhateverTheOrderOfFeatures() throws IOException {
        var learned = Examples.late(20_000, 1, 0);
        var held = Examples.late(100_000, 2, 0);
        var staging = new StagedFiles(Dataset.model("late"), folder, null);
        double[] expected;
        try (var model = TribuoTrainer.usual().train(learned, "late")) {
            expected = model.score(held);
            model.stage(staging, Evaluation.of(expected, held, learned.rate()), Map.of());
        }

        try (var onnx = OnnxModel.of(staging.published())) {
            double[] actual = onnx.score(held);
            for (int row = 0; row < expected.length; row++) {
                assertThat(Math.abs(expected[row] - actual[row])).isLessThan(1e-6);
            }
            assertThat(onnx.signature().names()).containsExactly("distance", "hour", "wind");
        }
    }

    @Test
    void learnsWhatIsInTheSamples() {
        var learned = Examples.late(20_000, 1, 0);
        var held = Examples.late(20_000, 2, 0);
        try (var model = TribuoTrainer.usual().train(learned, "late")) {
            var evaluation = Evaluation.of(model, held, learned.rate());

            assertThat(evaluation.auc()).isGreaterThan(0.7);
            assertThat(evaluation.logLoss()).isLessThan(evaluation.baselineLogLoss());
        }
    }

    @Test
    void equalSamplesGiveEqualFilesThatTheLibraryReads() throws IOException {
        for (String name : List.of("first", "second")) {
            Path here = Files.createDirectory(folder.resolve(name));
            try (var model = TribuoTrainer.usual().train(Examples.late(5_000, 1, 0), "late")) {
                model.write(new StagedFiles(Dataset.model("late"), here, null));
            }
        }
        for (String file : List.of("model.tribuo", "model.onnx")) {
            assertThat(folder.resolve("first/" + file)).hasSameBinaryContentAs(folder.resolve("second/" + file));
        }
        assertThat(Model.deserializeFromFile(folder.resolve("first/model.tribuo"))
                        .getFeatureIDMap()
                        .size())
                .isEqualTo(3);
    }

    @Test
    void saysWhichValueIsMissing() {
        var samples = Examples.late(10, 1, 0);
        samples.add(true, 1, Float.NaN, 3);
        samples.add(false, 1, 2, 3);

        assertThatThrownBy(() -> TribuoTrainer.usual().train(samples, "late"))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("Sample 10 has no number for 'hour'");
    }
}
