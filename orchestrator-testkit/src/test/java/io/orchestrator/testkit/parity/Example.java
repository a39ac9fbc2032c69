package io.orchestrator.testkit.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagBuilder;
import io.orchestrator.sdk.Group;
import io.orchestrator.sdk.Task;
import io.orchestrator.testkit.DagScenario;
import io.orchestrator.testkit.ScenarioRun;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** An example of Airflow's, the DAG of ours that does the same, and how a run of it ends. Every task succeeds that is not named. */
final class Example {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final String airflow;
    private final Dag dag;
    private final Map<String, String> others = new HashMap<>();
    private Dag[] neighbours = {};
    private String state = "success";
    private Function<DagScenario, ScenarioRun> play =
            scenario -> scenario.trigger().finish();

    private Example(String airflow, Dag dag) {
        this.airflow = airflow;
        this.dag = dag;
    }

    /** @param airflow the example's name */
    static Example of(String airflow, Dag dag) {
        return new Example(airflow, dag);
    }

    /** A run is started by hand with these params, in place of one with none. */
    Example given(Map<String, ?> params) {
        play = scenario -> scenario.trigger(params).finish();
        return this;
    }

    /** The run is that of the schedule for this logical date, after that much time. */
    Example scheduled(Duration time, String logicalDate) {
        play = scenario -> scenario.advance(time).run(Instant.parse(logicalDate));
        return this;
    }

    /** Other DAGs that are there too. */
    Example beside(Dag... dags) {
        neighbours = dags;
        return this;
    }

    /** The run fails. */
    Example failing() {
        state = "failed";
        return this;
    }

    /** Some of its tasks do not succeed. */
    Example with(String taskState, String... tasks) {
        for (String task : tasks) {
            others.put(task, taskState);
        }
        return this;
    }

    @Override
    public String toString() {
        return airflow;
    }

    String airflow() {
        return airflow;
    }

    String dagId() {
        return dag.id();
    }

    void check() {
        try (DagScenario scenario =
                DagScenario.of(dag, neighbours).startingAt(NOON).callingCode()) {
            ScenarioRun run = play.apply(scenario);
            Map<String, String> expected = new TreeMap<>();
            run.states().keySet().forEach(task -> expected.put(task, others.getOrDefault(task, "success")));
            assertThat(run.states().keySet()).as("tasks of %s", dag.id()).containsAll(others.keySet());
            assertThat(new TreeMap<>(run.states())).as("states of %s", dag.id()).isEqualTo(expected);
            assertThat(run.state()).as("state of %s", dag.id()).isEqualTo(state);
        }
    }

    /** A task that does nothing, as Airflow's empty operator. */
    static Task<Void> empty(DagBuilder dag, String id) {
        return dag.action(id, () -> {});
    }

    /** The same in a group. */
    static Task<Void> empty(Group group, String id) {
        return group.action(id, () -> {});
    }
}
