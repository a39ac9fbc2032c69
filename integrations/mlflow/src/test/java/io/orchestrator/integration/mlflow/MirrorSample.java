package io.orchestrator.integration.mlflow;

import io.orchestrator.sdk.Connection;
import io.orchestrator.sdk.DatasetVersion;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes two versions of a model to a real MLflow server; {@code bin/check-peers mlflow} asks MLflow's own client what came. */
final class MirrorSample {

    private MirrorSample() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var connection = new Connection(
                "mlflow", "mlflow", arguments[0], Integer.valueOf(arguments[1]), null, null, null, Map.of());
        var mirror = new MlflowMirror(connection, "flights");
        mirror.write(version(1, 0.65, Set.of("champion")));
        mirror.write(version(2, 0.67, Set.of("challenger")));
        // Promoted: and what is written again is not written twice.
        System.out.println(mirror.write(version(2, 0.67, Set.of("champion"))));
    }

    private static DatasetVersion version(long number, double auc, Set<String> tags) {
        return new DatasetVersion(
                "late",
                number,
                List.of(),
                -1,
                List.of(),
                Map.of(
                        "framework", "xgboost",
                        "params", Map.of("eta", 0.2, "rounds", 30),
                        "metrics", Map.of("auc", auc)),
                tags,
                Instant.ofEpochMilli(1_700_000_000_000L),
                "manual-" + number);
    }
}
