package io.orchestrator.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.RunnerSpec;
import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DataInterval;
import io.orchestrator.sdk.TaskContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Runs tasks in this JVM, as the testkit does. */
class TaskInvokerTest {

    private static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");

    private final List<TaskContext> contexts = new ArrayList<>();
    private final Cancellation cancellation = new Cancellation();
    private final TaskInvoker invoker = new TaskInvoker(Dag.define("dag", dag -> {
        dag.task("add", (Integer a, Integer b) -> a + b, dag.task("one", () -> 1), dag.task("two", () -> 2));
        dag.action("context", context -> {
            contexts.add(context);
        });
        dag.action("fails", this::fail);
    }));

    private void fail() {
        throw new IllegalStateException();
    }

    @Test
    void callsTheTaskWithItsInputs() {
        Report report = invoke("add", input("one", "3"), input("two", "4"));

        assertThat(report)
                .isInstanceOfSatisfying(
                        Report.Succeeded.class,
                        success -> assertThat(success.output()).isEqualTo(Json.MAPPER.readTree("7")));
    }

    @Test
    void aMissingInputIsNull() {
        assertThat(invoke("add", input("one", "null"), input("two", "4")))
                .isInstanceOfSatisfying(
                        Report.Failed.class,
                        failed -> assertThat(failed.failure().message()).startsWith("NullPointerException"));
    }

    @Test
    void tooFewInputsAreRefused() {
        assertThat(invoke("add", input("one", "3")))
                .isInstanceOfSatisfying(
                        Report.Failed.class,
                        failed -> assertThat(failed.failure().message())
                                .endsWith("the task takes 2 inputs, but 1 were sent"));
    }

    @Test
    void theContextTellsTheAssignment() {
        invoke("context");

        TaskContext context = contexts.getFirst();
        assertThat(context.dagId()).isEqualTo("dag");
        assertThat(context.runId()).isEqualTo("run");
        assertThat(context.taskId()).isEqualTo("context");
        assertThat(context.mapIndex()).isEqualTo(-1);
        assertThat(context.attempt()).isEqualTo(2);
        assertThat(context.attemptId()).isEqualTo(new UUID(0, 1));
        assertThat(context.logicalDate()).contains(DAY);
        assertThat(context.dataInterval()).contains(new DataInterval(DAY, DAY.plusSeconds(60)));
        assertThat(context.params().asMap()).containsEntry("rows", 5).containsEntry("rate", 0.5);
        assertThat(context.isCancelled()).isFalse();
    }

    @Test
    void cancelActionsRunOnceEvenIfOneFails() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(2);
        invoke("context");
        TaskContext context = contexts.getFirst();
        context.onCancel(() -> {
            throw new IllegalStateException("already closed");
        });
        context.onCancel(ran::countDown);

        cancellation.cancel();
        cancellation.cancel();
        context.onCancel(ran::countDown);
        ran.await();

        assertThat(context.isCancelled()).isTrue();
        assertThat(ran.getCount()).isZero();
    }

    @Test
    void anExceptionWithoutMessageIsItsName() {
        assertThat(invoke("fails"))
                .isInstanceOfSatisfying(
                        Report.Failed.class,
                        failed -> assertThat(failed.failure().message()).isEqualTo("IllegalStateException"));
    }

    private Report invoke(String taskId, Assignment.Input... inputs) {
        Assignment assignment = new Assignment(
                new UUID(0, 1),
                1,
                "dag",
                "run",
                taskId,
                -1,
                2,
                "build",
                DAY,
                DAY,
                DAY.plusSeconds(60),
                Json.MAPPER.readTree("{\"rows\":5,\"rate\":0.5}"),
                List.of(inputs),
                null,
                RunnerSpec.WARM,
                false,
                null);
        return invoker.invoke(assignment, System.getLogger("test"), cancellation);
    }

    private static Assignment.Input input(String taskId, String json) {
        return new Assignment.Input(taskId, Json.MAPPER.readTree(json));
    }
}
