package io.orchestrator.dags.loop;

import io.orchestrator.sdk.Task;
import java.time.Duration;

/** What tasks have in common that work with DuckDB, XGBoost and ONNX Runtime, which are native code. */
final class Native {

    private Native() {}

    static <T> Task<T> task(Task<T> task) {
        return task.jvmOptions("--enable-native-access=ALL-UNNAMED")
                .heap(512)
                .timeout(Duration.ofMinutes(10))
                .retries(2)
                .retryDelay(Duration.ofSeconds(10));
    }
}
