package io.orchestrator.bench.engine;

import io.orchestrator.bench.cluster.Api;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks for runs through the API. */
final class Triggers {

    private final Api api;

    Triggers(Api api) {
        this.api = api;
    }

    /** Asks for many runs by one call; returns when they are durable. */
    void trigger(String dagId, List<String> runIds) throws IOException, InterruptedException {
        List<Map<String, @Nullable Object>> runs =
                runIds.stream().map(Triggers::run).toList();
        check(api.post("/api/v2/dags/%s/dagRuns/batch".formatted(dagId), Map.of("dag_runs", runs)));
    }

    private static Map<String, @Nullable Object> run(String runId) {
        Map<String, @Nullable Object> run = new HashMap<>();
        run.put("dag_run_id", runId);
        run.put("logical_date", null);
        return run;
    }

    /** Asks for one run, as anybody does. */
    void trigger(String dagId, String runId, Map<String, String> params) throws IOException, InterruptedException {
        check(api.trigger(dagId, runId, params));
    }

    private static void check(Api.Answer answer) {
        if (answer.status() != 200) {
            throw new BenchFailed(
                    "A run was asked for and the answer was %d: %s".formatted(answer.status(), answer.body()));
        }
    }
}
