package io.orchestrator.core.engine;

import static io.orchestrator.core.engine.EngineBench.dag;
import static io.orchestrator.core.engine.EngineBench.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.protocol.worker.Report;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is cleared runs again, in a run that has ended as in one that runs. */
class ClearedTasksTest {

    private final EngineBench bench = new EngineBench();

    /** A task of a run with everything downstream. */
    private static Command.Clear clear(DagRun run, String taskId) {
        return Command.Clear.of(
                run.dagId(), Selection.ofRun(run.runId()).tasks(taskId).withDownstream(), "anna");
    }

    @Test
    void clearingAFailedTaskRunsItAndWhatFollowsAgain() {
        bench.worker(1);
        bench.deploy(dag("d", task("a", 0), task("b", 0, "a")));
        DagRun run = bench.trigger("d");
        bench.fail("a");
        assertThat(bench.run(run).state()).isEqualTo(DagRunState.FAILED);

        bench.ask(clear(run, "a"));
        assertThat(bench.taken("a").attempt()).isEqualTo(2);
        bench.succeed("a", null);
        bench.succeed("b", null);

        assertThat(bench.run(run).state()).isEqualTo(DagRunState.SUCCESS);
        assertThat(bench.run(run).clearNumber()).isEqualTo(1);
    }

    @Test
    void clearingARunningTaskWaitsForItsOldAttemptToEnd() {
        bench.worker(2);
        bench.deploy(dag("d", task("a", 0)));
        DagRun run = bench.trigger("d");
        UUID first = bench.taken("a").attemptId();
        bench.report(new Report.Started(first));

        bench.ask(Command.Clear.of("d", Selection.ofRun(run.runId()), "anna"));
        assertThat(bench.states(run)).containsEntry("a", "restarting");
        assertThat(bench.assigned).hasSize(1);
        bench.report(new Report.Stopped(first));

        assertThat(bench.taken("a").attemptId()).isNotEqualTo(first);
    }

    @Test
    void aDryRunOfClearChangesNothingAndListsWhatTheActionThenClears() {
        bench.worker(1);
        bench.deploy(dag("d", task("a", 0), task("b", 0, "a"), task("c", 0)));
        DagRun run = bench.trigger("d");
        bench.fail("a");
        bench.succeed("c", null);

        var preview = bench.ask(clear(run, "a").tried());
        assertThat(preview).extracting(i -> i.taskId()).containsExactly("a", "b");
        assertThat(bench.run(run).state()).isEqualTo(DagRunState.FAILED);
        var done = bench.ask(clear(run, "a"));
        assertThat(done).isEqualTo(preview);
    }
}
