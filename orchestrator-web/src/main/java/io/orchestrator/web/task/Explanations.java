package io.orchestrator.web.task;

import io.orchestrator.core.decide.Explanation;
import io.orchestrator.core.engine.Command;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.web.command.Commands;
import io.orchestrator.web.run.DagRunRow;
import io.orchestrator.web.run.DagRunRows;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says why something does not go on. The engine knows; what has ended, it need not read again, which may be 10,000 instances. */
@Component
public class Explanations {

    private static final Explanation NOTHING = new Explanation(List.of());

    private final DagRunRows runs;
    private final TaskInstanceRows instances;
    private final Commands commands;

    Explanations(DagRunRows runs, TaskInstanceRows instances, Commands commands) {
        this.runs = runs;
        this.instances = instances;
        this.commands = commands;
    }

    /**
     * @param taskId null: the run itself
     * @param mapIndex -1: the task's one instance, or of a mapped task the first that has not ended
     * @throws io.orchestrator.core.engine.CommandRefused if the engine knows no such thing, or cannot answer
     */
    public Explanation of(String dagId, String runId, @Nullable String taskId, int mapIndex) {
        var ended = runs.findByDagIdAndRunId(dagId, runId)
                .filter(run -> DagRunState.of(run.state()).isFinal())
                .filter(run -> taskId == null || hasEnded(run, taskId, mapIndex));
        return ended.isPresent() ? NOTHING : commands.await(new Command.Explain(dagId, runId, taskId, mapIndex));
    }

    private boolean hasEnded(DagRunRow run, String taskId, int mapIndex) {
        return instances
                .findById(new TaskInstanceRow.Key(run.runKey(), taskId, mapIndex))
                .filter(instance -> TaskState.of(instance.state()).isFinal())
                .isPresent();
    }
}
