package io.orchestrator.bench.chaos.dags;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.NoRetryException;
import io.orchestrator.sdk.Task;
import io.orchestrator.sdk.TaskContext;

/** Tasks that hand values on; the last one fails for good if any was lost or came from elsewhere. */
public final class Values implements DagSource {

    @Override
    public Dag dag() {
        return Dag.define("chaos_values", dag -> {
            Task<String> left = Step.soon(dag.task("left", Values::begin));
            Task<String> right = Step.soon(dag.task("right", Values::begin));
            Task<String> both = Step.soon(dag.task("both", Values::join, left, right));
            Step.soon(dag.action("compare", Values::compare, both));
        });
    }

    static String begin(TaskContext context) throws Exception {
        Step.act(context);
        return context.runId() + "/" + context.taskId();
    }

    static String join(TaskContext context, String left, String right) throws Exception {
        Step.act(context);
        return left + " " + right;
    }

    static void compare(TaskContext context, String found) throws Exception {
        String expected = "%1$s/left %1$s/right".formatted(context.runId());
        if (!found.equals(expected)) {
            throw new NoRetryException(Step.WRONG_VALUE + ": " + found);
        }
        Step.act(context);
    }
}
