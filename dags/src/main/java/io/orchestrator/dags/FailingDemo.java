package io.orchestrator.dags;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.Task;
import io.orchestrator.sdk.TaskContext;
import java.lang.System.Logger.Level;

/** A task that fails for good, and what that does to the tasks downstream of it. */
public final class FailingDemo implements DagSource {

    @Override
    public Dag dag() {
        return Dag.define("failing_demo", dag -> {
            dag.description(
                            "One task fails; the tasks downstream of it never start. Trigger it with `fail: false` to see it succeed.")
                    .tags("example");
            Task<Integer> prepare = dag.task("prepare", FailingDemo::prepare);
            Task<Integer> fails = dag.task("fails", FailingDemo::fails, prepare);
            Task<Void> publish = dag.action("publish", FailingDemo::publish, fails);
            dag.action("announce", FailingDemo::announce).after(publish);
        });
    }

    static int prepare(TaskContext context) {
        context.log().log(Level.INFO, "Prepared 42 rows");
        return 42;
    }

    static int fails(TaskContext context, int rows) {
        if (context.params().bool("fail", true)) {
            throw new IllegalStateException(
                    "%d rows arrived, 43 were expected; this task fails on purpose".formatted(rows));
        }
        return rows;
    }

    static void publish(TaskContext context, int rows) {
        context.log().log(Level.INFO, "Published {0} rows", rows);
    }

    static void announce(TaskContext context) {
        context.log().log(Level.INFO, "Announced the rows");
    }
}
