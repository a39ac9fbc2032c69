package io.orchestrator.web.pages;

import io.orchestrator.protocol.graph.ControlSpec;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.GroupSpec;
import io.orchestrator.protocol.graph.MapSpec;
import io.orchestrator.protocol.graph.TaskRole;
import io.orchestrator.protocol.graph.TaskSpec;
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
}
