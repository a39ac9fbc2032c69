package io.orchestrator.bench.chaos.dags;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.DeferException;
import io.orchestrator.sdk.Each;
import io.orchestrator.sdk.NoRetryException;
import io.orchestrator.sdk.Poke;
import io.orchestrator.sdk.Poking;
import io.orchestrator.sdk.Task;
import io.orchestrator.sdk.TaskContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** What waits without a worker, and a list known only at run time whose tasks share a pool of all runs. */
public final class Waits implements DagSource {

    /** The pool that must be there. */
    public static final String POOL = "chaos";

    public static final int POOL_SLOTS = 2;

    private static final Duration SOON = Duration.ofMillis(400);
    private static final int ITEMS = 4;
    private static final int ONE_IN_FOUND = 3;

    @Override
    public Dag dag() {
        return Dag.define("chaos_waits", dag -> {
            dag.maxActiveRuns(3);
            Poking poking = Poking.every(SOON).timeout(Duration.ofMinutes(10));
            Task<String> seen = Step.soon(dag.sensor("seen", poking, Waits::look));
            Task<String> job = Step.soon(dag.task("job", Waits::job, seen));
            Task<List<String>> items = Step.soon(dag.task("items", Waits::items, job));
            Task<List<String>> each = Step.soon(dag.map("each", Waits::one, Each.of(items)));
            each.pool(POOL, 1);
            Step.soon(dag.action("all", Waits::all, each));
        });
    }

    static Poke<String> look(TaskContext context) throws Exception {
        if (new Random(context.attemptId().getLeastSignificantBits()).nextInt(ONE_IN_FOUND) > 0) {
            Step.write(context, "begin");
            Step.write(context, "wait");
            return Poke.notYet();
        }
        Step.act(context);
        return Poke.found(context.runId());
    }

    static String job(TaskContext context, String seen) throws Exception {
        Optional<String> left = context.resumed(String.class);
        if (left.isEmpty()) {
            Step.write(context, "begin");
            Step.write(context, "wait");
            throw DeferException.after(SOON, "job of " + seen);
        }
        expect("job of " + context.runId(), left.get());
        Step.act(context);
        return context.runId();
    }

    static List<String> items(TaskContext context, String run) throws Exception {
        Step.act(context);
        return expected(run);
    }

    static String one(TaskContext context, String item) throws Exception {
        Step.act(context);
        return item;
    }

    static void all(TaskContext context, List<String> found) throws Exception {
        expect(expected(context.runId()).toString(), found.toString());
        Step.act(context);
    }

    private static List<String> expected(String runId) {
        return IntStream.range(0, ITEMS).mapToObj(item -> runId + "/" + item).toList();
    }

    private static void expect(String expected, String found) {
        if (!found.equals(expected)) {
            throw new NoRetryException(Step.WRONG_VALUE + ": " + found);
        }
    }
}
