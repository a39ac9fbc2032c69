package io.orchestrator.web.task;

import io.orchestrator.core.engine.Command;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.command.Commands;
import io.orchestrator.web.run.DagRunRow;
import io.orchestrator.web.run.RunAnswers;
import io.orchestrator.web.run.RunLookup;
import java.security.Principal;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;

/** Clears task instances so that they run again. As in Airflow it is only tried, unless {@code dry_run} is false. */
@ApiEndpoint
@RequestMapping("/api/v2/dags/{dagId}")
class ClearApi {

    private final RunLookup runs;
    private final RunAnswers runAnswers;
    private final TaskInstanceRows instances;
    private final InstanceAnswers answers;
    private final Commands commands;

    ClearApi(
            RunLookup runs,
            RunAnswers runAnswers,
            TaskInstanceRows instances,
            InstanceAnswers answers,
            Commands commands) {
        this.runs = runs;
        this.runAnswers = runAnswers;
        this.instances = instances;
        this.answers = answers;
        this.commands = commands;
    }

    @PostMapping("/clearTaskInstances")
    TaskInstanceApi.Instances clearTasks(@PathVariable String dagId, @RequestBody JsonNode json, Principal user) {
        var clear = ClearBody.ofTasks(dagId, json, user.getName());
        var run = runs.find(dagId, clear.runId());
        return affected(run, commands.await(clear));
    }

    @PostMapping("/dagRuns/{runId}/clear")
    Object clearRun(
            @PathVariable String dagId, @PathVariable String runId, @RequestBody JsonNode json, Principal user) {
        Command.Clear clear = ClearBody.ofRun(dagId, runId, json, user.getName());
        var run = runs.find(dagId, runId);
        var cleared = commands.await(clear);
        return clear.dryRun()
                ? affected(run, cleared)
                : runAnswers.of(List.of(runs.find(dagId, runId))).getFirst();
    }

    private TaskInstanceApi.Instances affected(DagRunRow run, List<TaskInstance> cleared) {
        var keys = cleared.stream()
                .map(instance -> new TaskInstanceRow.Key(run.runKey(), instance.taskId(), instance.mapIndex()))
                .collect(Collectors.toSet());
        var rows = instances.findByRunKeyOrderByTaskIdAscMapIndexAsc(run.runKey()).stream()
                .filter(row -> keys.contains(new TaskInstanceRow.Key(row.runKey(), row.taskId(), row.mapIndex())))
                .toList();
        return TaskInstanceApi.Instances.of(answers.of(List.of(run), rows));
    }
}
