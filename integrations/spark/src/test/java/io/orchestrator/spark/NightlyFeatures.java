package io.orchestrator.spark;

import io.orchestrator.sdk.Cron;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.Task;
import io.orchestrator.sdk.TaskContext;
import java.net.URI;
import java.time.Duration;

/** What docs/data.md shows. */
public final class NightlyFeatures implements DagSource {

    private static final SparkCluster CLUSTER = new SparkCluster(
            URI.create("http://master:8080"),
            URI.create("http://master:6066"),
            "spark://master:7077",
            "4.2.0",
            Duration.ofSeconds(30));

    @Override
    public Dag dag() {
        return Dag.define("nightly_features", dag -> {
            dag.schedule(Cron.daily("UTC")).dataIntervals();
            Task<?> features = dag.action("features", this::features).retries(2).timeout(Duration.ofMinutes(5));
            dag.action("end", context -> CLUSTER.end(context)).teardownOf(features);
        });
    }

    private void features(TaskContext context) throws Exception {
        String day = context.dataInterval().orElseThrow().start().toString();
        SparkJob.of("org.example.Features", "/lake/jars/features.jar")
                .arguments(day)
                .with("spark.executor.memory", "4g")
                .with("spark.cores.max", "8")
                .follow(context, CLUSTER);
    }
}
