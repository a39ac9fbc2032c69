package io.orchestrator.dags;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.Task;
import io.orchestrator.sdk.TaskContext;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** A task that fails on its first attempt and succeeds on its second. */
public final class RetryDemo implements DagSource {

    @Override
    public Dag dag() {
        return Dag.define("retry_demo", dag -> {
            dag.description("Fails on the first attempt, waits two seconds, succeeds on the second.")
                    .tags("example");
            Task<Integer> unsteady =
                    dag.task("unsteady", RetryDemo::unsteady).retries(2).retryDelay(Duration.ofSeconds(2));
            dag.action("report", RetryDemo::report, unsteady);
        });
    }

    static int unsteady(TaskContext context) {
        if (context.attempt() == 1) {
            throw new IllegalStateException("The first attempt always fails; the next one succeeds");
        }
        context.log().log(Level.INFO, "Attempt {0} succeeds", context.attempt());
        return context.attempt();
    }

    static void report(TaskContext context, int attempts) {
        context.log().log(Level.INFO, "It took {0} attempts", attempts);
    }
}
