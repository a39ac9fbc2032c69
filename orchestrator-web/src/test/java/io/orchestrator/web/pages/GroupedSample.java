package io.orchestrator.web.pages;

import io.orchestrator.protocol.graph.ControlSpec;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.GroupSpec;
import io.orchestrator.protocol.graph.MapSpec;
import io.orchestrator.protocol.graph.TaskRole;
import io.orchestrator.protocol.graph.TaskSpec;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A DAG with a group, a group in that group, and a mapped task. */
public final class GroupedSample {

    /** How many items its mapped task has in a run of the fixture. */
    static final int ITEMS = 300;

    private static final MapSpec EACH_SOURCE = new MapSpec(List.of(new MapSpec.Output("list_sources")));

    private GroupedSample() {}

    public static DagGraph graph(String dagId) {
        return DagGraph.builder(dagId)
                .description("""
                        Builds **features** for every customer.

                        - reads what the [lake](https://lake.example.com) has
                        - checks it, then builds in parallel

                        <script>window.hacked=true</script>
                        """)
                .tags("features")
                .owners("data-platform", "mlops")
                .tasks(
                        task("list_sources", null, null),
                        task("ingest.read", "ingest", null, "list_sources"),
                        task("ingest.check.schema", "ingest.check", null, "ingest.read"),
                        task("ingest.check.freshness", "ingest.check", null, "ingest.read"),
                        task("build_features", null, EACH_SOURCE, "ingest.check.schema", "ingest.check.freshness"),
                        task("publish", null, null, "build_features"))
                .groups(new GroupSpec("ingest", "Ingest", null), new GroupSpec("ingest.check", null, null))
                .build();
    }

    private static TaskSpec task(String taskId, @Nullable String group, @Nullable MapSpec mapping, String... after) {
        return TaskSpec.builder(taskId)
                .after(after)
                .control(ControlSpec.of(TaskRole.WORK).inGroup(group).withMapping(mapping))
                .build();
    }

    /** The DAG with two runs. */
    static void fill(SampleRows rows, Instant now) {
        rows.dag(graph(PagesFixture.GROUPED), false, "by hand", null);
        for (int run = 1; run <= 2; run++) {
            var start = now.minusSeconds(run * 900L);
            var key = rows.run(
                    PagesFixture.GROUPED,
                    "manual__grouped_" + run,
                    "manual",
                    "failed",
                    "1 task failed.",
                    "{\"day\": " + run + "}",
                    null,
                    start,
                    start,
                    start.plusSeconds(300));
            var at = start;
            for (String task :
                    List.of("list_sources", "ingest.read", "ingest.check.schema", "ingest.check.freshness")) {
                rows.task(key, task, "success", null, at, at.plusSeconds(2), at.plusSeconds(30));
                at = at.plusSeconds(31);
            }
            rows.items(key, "build_features", ITEMS, at);
            rows.task(
                    key,
                    "publish",
                    "upstream_failed",
                    "Its upstream build_features failed.",
                    at,
                    null,
                    at.plusSeconds(100));
        }
    }
}
