package io.orchestrator.integration.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.integration.fakes.StagedFiles;
import io.orchestrator.sdk.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxModelTest {

    @TempDir
    Path folder;

    private OnnxModel model;

    @BeforeEach
    void train() throws IOException {
        try (var trained = TribuoTrainer.usual().train(Examples.late(2_000, 1, 0), "late")) {
            trained.write(new StagedFiles(Dataset.model("late"), folder, null));
            model = OnnxModel.open(folder.resolve(TrainedModel.ONNX_FILE), trained.signature());
        }
    }

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void scoresInstancesByTheNamesOfTheirValues() {
        double[] scores = model.score(List.of(
                Map.of("wind", 0.9, "hour", 0.1, "distance", 0.5), Map.of("distance", 0.5, "hour", 1, "wind", 0)));

        assertThat(scores[0]).isGreaterThan(scores[1]);
    }

    @Test
    void saysAllThatIsWrongWithAnInstance() {
        var instance = new LinkedHashMap<String, Object>();
        instance.put("wind", "strong");
        instance.put("hour", null);
        instance.put("color", 1);

        assertThatThrownBy(() -> model.score(List.of(instance)))
                .isInstanceOf(ModelException.class)
                .hasMessage("instances[0]: The instance does not fit the model: 'distance' is missing, 'hour' is null,"
                        + " 'wind' is the text 'strong', 'color' is not an input of it; expected a number for each of"
                        + " [distance, hour, wind]");
    }

    @Test
    void refusesASignatureOfAnotherModel() {
        var other = new Signature(List.of(Signature.Input.of("wind", false)), "late", 0);

        assertThatThrownBy(() -> OnnxModel.open(folder.resolve(TrainedModel.ONNX_FILE), other))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("does not fit its signature");
    }

    @Test
    void refusesWhatIsNoModel() throws IOException {
        Path file = Files.writeString(folder.resolve("other.onnx"), "no model");

        assertThatThrownBy(() -> OnnxModel.open(file, model.signature()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("other.onnx cannot be loaded");
    }

    @Test
    void refusesAVersionWithoutASignature() {
        assertThatThrownBy(() -> Signature.of(Map.of("metrics", Map.of())))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("it has none, only [metrics]");
    }

    @Test
    void refusesSamplesWithoutAFeature() {
        var samples = new Samples(List.of("wind", "hour"));
        samples.add(true, 1, 2);

        assertThatThrownBy(() -> model.score(samples)).hasMessageContaining("they have no [distance]");
    }
}
