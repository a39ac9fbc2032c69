package io.orchestrator.dags;

import io.orchestrator.sdk.Task;
import java.time.Duration;

/** What tasks have in common that work with DuckDB, XGBoost and ONNX Runtime, which are native code. */
public final class Native {

    private Native() {}

    /** Gives a task what they need, and retries. */
    public static <T> Task<T> task(Task<T> task) {
        return task.jvmOptions("--enable-native-access=ALL-UNNAMED")
                .heap(512)
                .timeout(Duration.ofMinutes(10))
                .retries(2)
                .retryDelay(Duration.ofSeconds(10));
    }
}
