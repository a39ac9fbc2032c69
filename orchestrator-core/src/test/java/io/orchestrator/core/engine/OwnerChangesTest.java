package io.orchestrator.core.engine;

import static io.orchestrator.core.engine.EngineBench.dag;
import static io.orchestrator.core.engine.EngineBench.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.decide.Explanation;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.task.AttemptState;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.protocol.graph.MapSpec;
import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.protocol.graph.WaitSpec;
import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.Report;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.node.JsonNodeFactory;

/** Runs that another server goes on with in the middle of what is more than single tasks. */
@Timeout(30)
class OwnerChangesTest {

    private static final int ALL = 10;

    private final ServersBench bench = new ServersBench();

    private Assignment assigned(String taskId) {
        return bench.assigned.values().stream()
                .filter(assignment -> assignment.taskId().equals(taskId))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aMappedRunGoesOnWhereItsOwnerLeftIt() {
        EngineLoop first = bench.server();
        TaskSpec each = task("each", 0, "list");
        bench.deploy(
                first,
                dag(
                        "d",
                        task("list", 0),
                        EngineBench.with(
                                each, each.control().withMapping(new MapSpec(List.of(new MapSpec.Output("list"))))),
                        task("all", 0, "each")));
        EngineLoop second = bench.server();
        bench.worker(2, 0, first, second);
        DagRun run = bench.trigger(first, "d", null).join().run();
        Assignment list = assigned("list");
        bench.report(
                first,
                "d",
                new Report.Started(list.attemptId()),
                new Report.Succeeded(
                        list.attemptId(),
                        JsonNodeFactory.instance
                                .arrayNode()
                                .add(1)
                                .add(2)
                                .add(3)
                                .add(4)));
        bench.assigned.remove(list.attemptId());
        bench.succeed(first, assigned("each"));

        bench.passes(Duration.ofSeconds(11), second);
        bench.beat(second, ALL);
        assertThat(bench.owner("d")).isEqualTo("server1");
        for (int left = 3; left > 0; left--) {
            bench.succeed(second, assigned("each"));
        }
        bench.succeed(second, assigned("all"));

        assertThat(bench.run(run).state()).isEqualTo(DagRunState.SUCCESS);
        assertThat(bench.store.attempts(run.runKey()))
                .hasSize(6)
                .extracting(TaskAttempt::state)
                .containsOnly(AttemptState.SUCCESS);
    }

    @Test
    void aTaskStartsAndAwaitsARunThatAnotherServerOwnsAlsoWhenItsOwnOwnerDies() {
        EngineLoop first = bench.server();
        WaitSpec start = new WaitSpec.Trigger(
                "other", JsonNodeFactory.instance.objectNode(), false, true, Duration.ofHours(1), false);
        TaskSpec waiting = task("start", 0);
        bench.deploy(
                first,
                dag("d", EngineBench.with(waiting, waiting.control().waiting(start))),
                dag("other", task("work", 0)));
        EngineLoop second = bench.server();
        bench.passes(Duration.ofSeconds(5), first, second);
        assertThat(List.of(bench.owner("d"), bench.owner("other"))).containsExactlyInAnyOrder("server0", "server1");
        EngineLoop ofD = bench.owner("d").equals("server0") ? first : second;
        EngineLoop ofOther = ofD == first ? second : first;
        bench.worker(2, 0, first, second);

        DagRun run = bench.trigger(ofD, "d", null).join().run();
        bench.passes(Duration.ofSeconds(6), first, second);
        Assignment work = assigned("work");
        bench.passes(Duration.ofSeconds(12), ofOther);
        bench.beat(ofOther, ALL);
        bench.succeed(ofOther, work);
        bench.passes(Duration.ofSeconds(3), ofOther);

        assertThat(bench.run(run).state()).isEqualTo(DagRunState.SUCCESS);
        assertThat(bench.store.runs()).hasSize(2);
    }

    @Test
    void whileNoServerDecidesOnADagThatIsTheCause() {
        EngineLoop first = bench.server();
        bench.deploy(first, dag("a", task("work", 0)), dag("b", task("work", 0)));
        DagRun run = bench.trigger(first, "b", null).join().run();
        EngineLoop second = bench.server();
        EngineLoop third = bench.server();

        // The first one is dead. The second takes its share as soon as it may, the third has not looked yet.
        CompletableFuture<Explanation> why = explained(second, run);
        for (int seconds = 0; !why.isDone() && seconds < 20; seconds++) {
            bench.turn(third);
            bench.clock.advance(Duration.ofSeconds(1));
            bench.turn(second);
            why = explained(second, run);
        }

        assertThat(bench.owner("a")).isEqualTo("server1");
        assertThat(why.join().steps()).singleElement().satisfies(step -> {
            assertThat(step.cause()).isEqualTo("no_server");
            assertThat(step.sentence())
                    .isEqualTo(
                            "waits for a server: the one that decided on DAG b is gone. Another one takes the DAG over"
                                    + " within seconds of the end of its lease.");
        });
        bench.passes(Duration.ofSeconds(3), second, third);
        assertThat(bench.owner("b")).isEqualTo("server2");
    }

    private CompletableFuture<Explanation> explained(EngineLoop server, DagRun run) {
        return bench.ask(server, new Command.Explain(run.dagId(), run.runId(), null, -1));
    }
}
