package io.orchestrator.testkit;

import io.orchestrator.core.decide.Explanation;
import io.orchestrator.core.engine.Command;
import io.orchestrator.core.engine.Selection;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.testkit.TestRun.TestTask;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A run of a {@link DagScenario}: what it is now, and what a person may do to it. */
public final class ScenarioRun {

    private static final Duration PATIENCE = Duration.ofDays(31);

    private final DagScenario scenario;
    private final String dagId;
    private final String runId;

    ScenarioRun(DagScenario scenario, String dagId, String runId) {
        this.scenario = scenario;
        this.dagId = dagId;
        this.runId = runId;
    }

    public String id() {
        return runId;
    }

    /** Empty for a run that was started by hand without a date. */
    public Optional<Instant> logicalDate() {
        return Optional.ofNullable(stored().logicalDate());
    }

    /**
     * Lets time pass until the run has ended.
     *
     * @throws AssertionError if it has not ended after 31 days; says why
     */
    public ScenarioRun finish() {
        Cluster cluster = scenario.cluster();
        Instant latest = scenario.now().plus(PATIENCE);
        cluster.settle();
        while (!stored().state().isFinal()) {
            if (scenario.now().isAfter(latest)) {
                throw new AssertionError("run " + runId + " of DAG " + dagId + " has not ended after "
                        + PATIENCE.toDays() + " days:\n" + why());
            }
            cluster.advanceToNext();
        }
        return this;
    }

    /** As in Airflow: {@code queued}, {@code running}, {@code success}, {@code failed}. */
    public String state() {
        return stored().state().key();
    }

    /** Everything as it is now. */
    public TestRun now() {
        DagRun run = stored();
        Instant from = run.startedAt() == null ? scenario.now() : run.startedAt();
        Instant to = run.endedAt() == null ? scenario.now() : run.endedAt();
        return scenario.results().of(scenario.dag(dagId), run, Duration.between(from, to));
    }

    /** The states of all tasks: of a mapped task those of its instances, each named {@code task[index]}. */
    public Map<String, String> states() {
        return now().states();
    }

    /** @throws AssertionError if the DAG has no such task, or it is mapped and has several instances */
    public TestTask task(String taskId) {
        return now().task(taskId);
    }

    /**
     * The instances of a mapped task.
     *
     * @throws AssertionError if the DAG has no such task
     */
    public List<TestTask> items(String taskId) {
        return now().items(taskId);
    }

    /** Why the run does not go on, down to the root, a line for each cause; empty if it has ended. */
    public String why() {
        return why(null);
    }

    /** Why a task does not go on, down to the root, a line for each cause; empty if it has ended. */
    public String why(@Nullable String taskId) {
        Explanation explanation = scenario.ask(new Command.Explain(dagId, runId, taskId, TaskInstance.UNMAPPED));
        return explanation.steps().stream()
                .map(step -> step.subject() + " " + step.sentence())
                .collect(Collectors.joining("\n"));
    }

    /** Clears tasks and all that comes after them, so that they run again; without any, all of it. */
    public ScenarioRun clear(String... taskIds) {
        Selection all = Selection.ofRun(runId);
        return clear(taskIds.length == 0 ? all : all.tasks(taskIds).withDownstream());
    }

    /** Clears tasks and nothing else. */
    public ScenarioRun clearOnly(String... taskIds) {
        return clear(Selection.ofRun(runId).tasks(taskIds));
    }

    /** Clears what failed. */
    public ScenarioRun clearFailed() {
        return clear(Selection.ofRun(runId).only(true, false));
    }

    private ScenarioRun clear(Selection what) {
        scenario.ask(Command.Clear.of(dagId, what, DagScenario.PERSON));
        return this;
    }

    /** A person marks a task as succeeded. */
    public ScenarioRun markSuccess(String taskId) {
        return mark(taskId, TaskState.SUCCESS);
    }

    /** A person marks a task as failed. */
    public ScenarioRun markFailed(String taskId) {
        return mark(taskId, TaskState.FAILED);
    }

    /** A person marks a task as skipped. */
    public ScenarioRun markSkipped(String taskId) {
        return mark(taskId, TaskState.SKIPPED);
    }

    private ScenarioRun mark(String taskId, TaskState state) {
        scenario.ask(new Command.MarkTask(dagId, runId, taskId, TaskInstance.UNMAPPED, state, DagScenario.PERSON));
        return this;
    }

    /** A person ends the run: what runs is stopped, and teardowns follow. */
    public ScenarioRun stop() {
        scenario.ask(new Command.MarkRun(dagId, runId, DagRunState.FAILED, DagScenario.PERSON));
        return this;
    }

    private DagRun stored() {
        return scenario.cluster().store().findRun(dagId, runId).orElseThrow();
    }

    @Override
    public String toString() {
        return "run " + runId + " of DAG " + dagId + ": " + state();
    }
}
