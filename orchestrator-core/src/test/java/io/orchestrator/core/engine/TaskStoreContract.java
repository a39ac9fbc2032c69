package io.orchestrator.core.engine;

import static io.orchestrator.core.engine.StoreRows.FIRST;
import static io.orchestrator.core.engine.StoreRows.OTHER;
import static io.orchestrator.core.engine.StoreRows.SECOND;
import static io.orchestrator.core.engine.StoreRows.at;
import static io.orchestrator.core.engine.StoreRows.failed;
import static io.orchestrator.core.engine.StoreRows.failedWith;
import static io.orchestrator.core.engine.StoreRows.moved;
import static io.orchestrator.core.engine.StoreRows.queuedAttempt;
import static io.orchestrator.core.engine.StoreRows.retryingInstance;
import static io.orchestrator.core.engine.StoreRows.runningInstance;
import static io.orchestrator.core.engine.StoreRows.salesRun;
import static io.orchestrator.core.engine.StoreRows.salesTask;
import static io.orchestrator.core.engine.StoreRows.started;
import static io.orchestrator.core.engine.StoreWrites.change;
import static io.orchestrator.core.engine.StoreWrites.creation;
import static io.orchestrator.core.engine.StoreWrites.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.core.engine.EngineStore.StoreUnavailable;
import io.orchestrator.core.engine.EngineStore.StoredRun;
import io.orchestrator.core.output.TaskOutput;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.task.AttemptState;
import io.orchestrator.core.task.Awaited;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.Waiting;
import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.worker.Report.Failure;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What every engine store promises about task instances, attempts and outputs. */
public interface TaskStoreContract extends StoreUnderTest {

    @Test
    default void instancesAndAttemptsComeBackWithAllTheirFields() {
        DagRun run = salesRun(FIRST, "r1", null);
        TaskInstance mapped = TaskInstance.created(FIRST, "load", 3, 2);
        commit(turn(creation(
                run, List.of(salesTask(FIRST, "load"), mapped, salesTask(FIRST, "train"), salesTask(FIRST, "wait")))));

        TaskAttempt attempt = queuedAttempt(FIRST, new UUID(1, 1), "load");
        TaskAttempt other = queuedAttempt(FIRST, new UUID(1, 2), "train");
        TaskInstance running = runningInstance(salesTask(FIRST, "load"), attempt);
        TaskInstance train = runningInstance(salesTask(FIRST, "train"), other);
        TaskInstance retrying = retryingInstance(mapped);
        commit(turn(change(
                moved(run, DagRunState.RUNNING),
                List.of(running, retrying, train),
                List.of(attempt, other),
                List.of(),
                List.of())));
        TaskAttempt failed = failed(other);
        TaskAttempt started = started(attempt);
        commit(turn(
                change(moved(run, DagRunState.RUNNING), List.of(), List.of(), List.of(failed, started), List.of())));

        StoredRun stored = read(FIRST);
        assertThat(stored.instances()).containsExactlyInAnyOrder(running, retrying, train, salesTask(FIRST, "wait"));
        assertThat(stored.openAttempts()).containsExactly(started);
        assertThat(attempts(FIRST)).containsExactlyInAnyOrder(started, failed);
    }

    @Test
    default void whatAnInstanceKeepsToGoOnWithComesBack() {
        DagRun run = salesRun(FIRST, "r1", null);
        TaskInstance load = salesTask(FIRST, "load");
        commit(turn(creation(run, List.of(load, salesTask(FIRST, "train")))));
        JsonNode left = JsonNodeFactory.instance.objectNode().put("job", "a\u0000b");
        Awaited other = new Awaited("other", "r9", StoreRows.at(3).plusNanos(700), "work");

        commit(turn(change(
                moved(run, DagRunState.RUNNING),
                List.of(
                        StoreRows.deferredInstance(
                                load, new Waiting(StoreRows.at(1), StoreRows.at(2), 3, StoreRows.at(4), left, null)),
                        StoreRows.deferredInstance(
                                salesTask(FIRST, "train"),
                                new Waiting(StoreRows.at(1), StoreRows.at(1), 0, null, null, other))),
                List.of(),
                List.of(),
                List.of())));

        assertThat(read(FIRST).instances())
                .extracting(TaskInstance::waiting)
                .containsExactlyInAnyOrder(
                        new Waiting(
                                StoreRows.at(1),
                                StoreRows.at(2),
                                3,
                                StoreRows.at(4),
                                JsonNodeFactory.instance.objectNode().put("job", "a\ufffdb"),
                                null),
                        new Waiting(
                                StoreRows.at(1),
                                StoreRows.at(1),
                                0,
                                null,
                                null,
                                new Awaited("other", "r9", StoreRows.at(3), "work")));
    }

    @Test
    default void anAttemptMayBeAddedAndEndedInOneTurn() {
        DagRun run = salesRun(FIRST, "r1", null);
        commit(turn(creation(run, List.of(salesTask(FIRST, "load")))));
        TaskAttempt attempt = queuedAttempt(FIRST, new UUID(1, 1), "load");
        TaskAttempt failed = failed(attempt);

        commit(turn(change(moved(run, DagRunState.RUNNING), List.of(), List.of(attempt), List.of(failed), List.of())));

        assertThat(attempts(FIRST)).containsExactly(failed);
    }

    @Test
    default void outputsComeBackAsTheyWereWritten() {
        DagRun run = salesRun(FIRST, "r1", null);
        commit(turn(creation(run, List.of())));
        UUID plain = new UUID(1, 1);
        UUID odd = new UUID(1, 2);
        UUID large = new UUID(1, 3);
        JsonNode oddValue = JsonNodeFactory.instance
                .objectNode()
                .put("z\0\ud800", "NUL \0, half \udc00, 漢字 😀")
                .put("a", 1);
        JsonNode largeValue = JsonNodeFactory.instance.stringNode("ä".repeat(128 * 1024));
        JsonNode plainValue = Json.MAPPER.readTree("[1.50, {\"b\": null}, 12345678901234567890, \"text\"]");

        commit(turn(change(
                moved(run, DagRunState.RUNNING),
                List.of(),
                List.of(),
                List.of(),
                List.of(
                        new TaskOutput(FIRST, plain, plainValue),
                        new TaskOutput(FIRST, odd, oddValue),
                        new TaskOutput(FIRST, large, largeValue)))));

        assertThat(store().outputs(FIRST, List.of(plain, odd, large, new UUID(1, 4))))
                .isEqualTo(Map.of(plain, plainValue, odd, oddValue, large, largeValue));
        assertThat(store().outputs(FIRST, List.of())).isEmpty();
        assertThat(store().outputs(SECOND, List.of(plain))).isEmpty();
    }

    @Test
    default void anInstanceThatIsNotThereFailsTheTurnAndNothingIsWritten() {
        DagRun run = salesRun(FIRST, "r1", null);
        commit(turn(creation(run, List.of())));

        assertThatThrownBy(() -> store().commit(turn(change(
                        moved(run, DagRunState.RUNNING),
                        List.of(retryingInstance(salesTask(FIRST, "load"))),
                        List.of(),
                        List.of(),
                        List.of()))))
                .isInstanceOf(RuntimeException.class)
                .isNotInstanceOf(StoreUnavailable.class);

        assertThat(store().findRun("sales", "r1")).contains(run);
    }

    @Test
    default void aRowThatContradictsItselfFailsTheTurnAndNothingIsWritten() {
        DagRun run = salesRun(FIRST, "r1", null);
        commit(turn(creation(run, List.of(salesTask(FIRST, "load")))));
        TaskAttempt endless = new TaskAttempt(
                FIRST, new UUID(1, 1), "load", -1, 1, AttemptState.FAILED, OTHER, "b", at(1), null, null, null);

        assertThatThrownBy(() -> store().commit(turn(
                        change(moved(run, DagRunState.RUNNING), List.of(), List.of(endless), List.of(), List.of()))))
                .isInstanceOf(RuntimeException.class)
                .isNotInstanceOf(StoreUnavailable.class);

        assertThat(store().findRun("sales", "r1")).contains(run);
    }

    @Test
    default void failuresWithAnyTextComeBack() {
        DagRun run = salesRun(FIRST, "r1", null);
        commit(turn(creation(run, List.of())));
        TaskAttempt attempt = queuedAttempt(FIRST, new UUID(1, 1), "load");
        String trace = "at x(\0)\n".repeat(20_000);
        TaskAttempt failed = failedWith(attempt, new Failure(Failure.Kind.RUNNER_DIED, "exit \0 \udc00", trace));

        commit(turn(change(moved(run, DagRunState.RUNNING), List.of(), List.of(failed), List.of(), List.of())));

        assertThat(attempts(FIRST))
                .containsExactly(failedWith(
                        attempt,
                        new Failure(Failure.Kind.RUNNER_DIED, "exit \ufffd \ufffd", trace.replace('\0', '\ufffd'))));
    }
}
