package io.orchestrator.bench.check;

import io.orchestrator.bench.check.History.Asked;
import io.orchestrator.bench.check.History.Attempt;
import io.orchestrator.bench.check.History.Instance;
import io.orchestrator.bench.check.History.Run;
import io.orchestrator.bench.check.History.Session;
import io.orchestrator.protocol.graph.Catchup;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.GivenSpec;
import io.orchestrator.protocol.graph.ScheduleSpec;
import io.orchestrator.protocol.graph.TaskSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A history that a test may falsify. As it is nothing is wrong with it: one run, asked for by hand, of two tasks in a row, the second
 * of which was lost once; and a DAG with a slot every ten seconds, two of which have passed.
 */
final class Doctored {

    static final UUID FIRST = UUID.fromString("00000000-0000-7000-8000-000000000001");
    static final UUID LOST = UUID.fromString("00000000-0000-7000-8000-000000000002");
    static final UUID SECOND = UUID.fromString("00000000-0000-7000-8000-000000000003");
    /** Of the worker that was lost. */
    static final UUID OTHER_SESSION = UUID.fromString("00000000-0000-7000-8000-00000000000c");

    static final UUID SESSION = UUID.fromString("00000000-0000-7000-8000-00000000000a");
    static final long RUN = 1;

    final List<Run> runs = new ArrayList<>(List.of(
            new Run(RUN, "line", "by-hand", "manual", "success", null, at(0), 1, at(1), at(9)),
            slot(2, 10),
            slot(3, 20)));
    final List<Instance> instances = new ArrayList<>(List.of(
            new Instance(RUN, "one", "success", null, FIRST, at(3)),
            new Instance(RUN, "two", "success", null, SECOND, at(9)),
            new Instance(2, "tick", "skipped", null, null, at(10)),
            new Instance(3, "tick", "skipped", null, null, at(20))));
    final List<Attempt> attempts = new ArrayList<>(List.of(
            attempt(FIRST, "one", 1, "success", 1, 3),
            attempt(LOST, "two", 1, "lost", 3, 6),
            attempt(SECOND, "two", 1, "success", 6, 9)));
    final List<JournalLine> journal = new ArrayList<>(List.of(
            line(2, "begin", "one", FIRST),
            line(2, "end", "one", FIRST),
            line(4, "begin", "two", LOST),
            line(7, "begin", "two", SECOND),
            // After it was taken from its worker, and nobody took it.
            line(8, "end", "two", LOST),
            line(8, "end", "two", SECOND)));
    final List<WorkerLine> workers = new ArrayList<>(List.of(
            new WorkerLine("acknowledged", FIRST, "succeeded"),
            new WorkerLine("stale", LOST, ""),
            new WorkerLine("acknowledged", SECOND, "succeeded")));
    final List<Asked> asked = new ArrayList<>(List.of(new Asked("line", "by-hand", true, 1)));
    final DoctoredVersions versions = new DoctoredVersions();
    ScheduleSpec ticks = new ScheduleSpec.Every(Duration.ofSeconds(10));
    Instant until = at(29);
    int maxActiveTasks = 1;
    int slots = 1;
    int poolSlots = 5;

    static Instant at(int second) {
        return Instant.parse("2026-01-01T00:00:00Z").plusSeconds(second);
    }

    static Run slot(long key, int second) {
        return new Run(
                key,
                "ticks",
                "scheduled__" + key,
                "scheduled",
                "success",
                at(second),
                at(second),
                1,
                at(second),
                at(second));
    }

    static Attempt attempt(UUID id, String task, int tryNumber, String state, int queued, @Nullable Integer ended) {
        return new Attempt(
                RUN,
                id,
                task,
                tryNumber,
                state,
                id.equals(LOST) ? OTHER_SESSION : SESSION,
                at(queued),
                ended == null ? null : at(ended),
                "");
    }

    static JournalLine line(int second, String what, String task, UUID attempt) {
        return new JournalLine(at(second), what, "line", "by-hand", task, 1, attempt, 4711);
    }

    /** Puts another row in the place of each that fits. */
    static <T> void change(List<T> rows, Predicate<T> fits, UnaryOperator<T> another) {
        rows.replaceAll(row -> fits.test(row) ? another.apply(row) : row);
    }

    History history() {
        DagGraph line = graph(
                "line", new ScheduleSpec.Manual(), writes("raw", task("one")), writes("sums", task("two", "one")));
        DagGraph scheduled = graph("ticks", ticks, never("tick"));
        return new History(
                runs,
                instances,
                attempts,
                List.of(new Session(SESSION, "worker", 4711, slots), new Session(OTHER_SESSION, "lost", 4712, slots)),
                Map.of("line@1", line, "ticks@1", scheduled),
                journal,
                workers,
                asked,
                Map.of("ticks", at(5)),
                Map.of("default_pool", poolSlots),
                versions.all(),
                until);
    }

    private DagGraph graph(String dagId, ScheduleSpec schedule, TaskSpec... tasks) {
        return DagGraph.builder(dagId)
                .schedule(schedule)
                .catchup(Catchup.ALL)
                .maxActiveRuns(1)
                .maxActiveTasks(maxActiveTasks)
                .tasks(tasks)
                .build();
    }

    private static TaskSpec writes(String dataset, TaskSpec task) {
        return task.toBuilder()
                .given(List.of(GivenSpec.dataset(GivenSpec.Kind.DATASET_WRITE, dataset, null)))
                .build();
    }

    private static TaskSpec task(String id, String... after) {
        return TaskSpec.builder(id).after(after).build();
    }

    /** Its upstream is nowhere, so it never may run. */
    private static TaskSpec never(String id) {
        return task(id, "nobody");
    }
}
