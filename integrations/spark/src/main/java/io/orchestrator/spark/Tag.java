package io.orchestrator.spark;

import io.orchestrator.sdk.TaskContext;

/** The name of an application, by which it is found again. */
final class Tag {

    private Tag() {}

    /** Of one try. */
    static String of(TaskContext context) {
        return ofTask(context) + "try " + context.attempt();
    }

    /** What the names of all tries of a task in a run begin with. */
    static String ofTask(TaskContext context) {
        return ofRun(context) + context.taskId() + (context.mapIndex() < 0 ? "" : "[" + context.mapIndex() + "]") + "/";
    }

    /** What the names of all applications of a run begin with. */
    static String ofRun(TaskContext context) {
        return "orchestrator/" + context.dagId() + "/" + context.runId() + "/";
    }
}
