package io.orchestrator.serving;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.Dataset;
import io.orchestrator.sdk.Json;
import io.orchestrator.sdk.Staging;
import io.orchestrator.sdk.TaskContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Registers a model that lies in a folder, with what is to be said of it. */
public final class ModelDag implements DagSource {

    /** Within the folder. */
    static final String META = "meta.json";

    @Override
    public Dag dag() {
        return Dag.define(
                "register_model", dag -> dag.action("register", ModelDag::register, dag.write(Dataset.model("late"))));
    }

    private static void register(TaskContext context, Staging model) throws IOException {
        Path folder = Path.of(context.params().string("folder"));
        Json.readObject(Files.readString(folder.resolve(META))).forEach((key, value) -> {
            if (value != null) {
                model.meta(key, value);
            }
        });
        Files.copy(folder.resolve("model.onnx"), model.file("model.onnx"));
    }
}
