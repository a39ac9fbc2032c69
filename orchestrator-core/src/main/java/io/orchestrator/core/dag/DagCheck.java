package io.orchestrator.core.dag;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.Limits;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.RetrySpec;
import io.orchestrator.protocol.graph.TaskSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says what is wrong with a graph that came out of a child JVM, where user code could have written anything. What the sdk
 * refuses when a DAG is defined is refused here again.
 */
public final class DagCheck {

    /** More than this many tasks in one DAG are refused. */
    public static final int MOST_TASKS = 100_000;

    private static final int MOST_SENTENCES = 20;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]{1,250}");

    /** A zero character as JSON writes it, and no text in which a backslash comes before "u0000". */
    private static final Pattern ZERO = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\u0000");

    private final Function<DagGraph, List<String>> scheduleCheck;

    /**
     * @param scheduleCheck a sentence for each fault of a DAG's schedule: impossible expression, unknown zone
     */
    public DagCheck(Function<DagGraph, List<String>> scheduleCheck) {
        this.scheduleCheck = scheduleCheck;
    }

    /** A sentence for each fault, at most 20; empty: the graph is right. */
    public List<String> check(DagGraph graph) {
        List<String> faults = new ArrayList<>();
        checkId("The DAG's id", graph.dagId(), faults);
        checkDag(graph, faults);
        if (graph.tasks().size() > MOST_TASKS) {
            faults.add("The DAG has %d tasks, at most %d are possible; split it."
                    .formatted(graph.tasks().size(), MOST_TASKS));
            return faults;
        }
        for (TaskSpec task : graph.tasks()) {
            checkTask(task, faults);
        }
        checkUnique(graph.tasks(), faults);
        if (faults.isEmpty()) {
            faults.addAll(EdgeCheck.check(graph.tasks()));
        }
        if (faults.isEmpty()) {
            faults.addAll(ControlCheck.check(graph));
        }
        if (faults.isEmpty()) {
            faults.addAll(NeverCheck.check(graph));
        }
        if (faults.isEmpty()) {
            faults.addAll(ParamsCheck.check(graph));
            faults.addAll(NoticeCheck.check(graph));
            faults.addAll(AssetCheck.check(graph));
            faults.addAll(DatasetModeCheck.check(graph));
        }
        if (faults.isEmpty()) {
            checkJson(graph, faults);
        }
        return shortened(faults);
    }

    private void checkDag(DagGraph graph, List<String> faults) {
        faults.addAll(scheduleCheck.apply(graph));
        if (isMissing(graph.catchup())) {
            faults.add("The DAG has no catchup; expected ALL, LATEST or NONE.");
        }
        atLeastOne("max_active_runs", graph.maxActiveRuns(), faults);
        atLeastOne("max_active_tasks", graph.maxActiveTasks(), faults);
        checkPositive("The run timeout", graph.runTimeout(), faults);
        if (graph.maxFailedRuns() < 0) {
            faults.add("max_failed_runs is %d; expected 0 or more.".formatted(graph.maxFailedRuns()));
        }
    }

    private static void checkTask(TaskSpec task, List<String> faults) {
        String name = "Task '%s': ".formatted(task.taskId());
        checkId("A task's id", task.taskId(), faults);
        checkId(name + "its queue", task.queue(), faults);
        checkPositive(name + "its timeout", task.timeout(), faults);
        checkRetry(name, task.retry(), faults);
        Integer heap = task.runner().heapMegabytes();
        if (heap != null && heap < 16) {
            faults.add(name + "its heap is %d MB; a JVM needs at least 16.".formatted(heap));
        }
    }

    private static void checkRetry(String name, RetrySpec retry, List<String> faults) {
        if (retry.retries() < 0) {
            faults.add(name + "its retries are %d; expected 0 or more.".formatted(retry.retries()));
        }
        if (isMissing(retry.delay()) || retry.delay().isNegative()) {
            faults.add(name + "its retry delay is %s; expected 0 or longer.".formatted(retry.delay()));
        }
        if (isMissing(retry.maxDelay()) || retry.maxDelay().isNegative()) {
            faults.add(name + "its longest retry delay is %s; expected 0 or longer.".formatted(retry.maxDelay()));
        }
        if (!(retry.factor() >= 1.0 && Double.isFinite(retry.factor()))) {
            faults.add(name + "its retry factor is %s; expected 1 or more.".formatted(retry.factor()));
        }
    }

    private static void checkUnique(List<TaskSpec> tasks, List<String> faults) {
        Set<String> seen = new HashSet<>();
        for (TaskSpec task : tasks) {
            if (!seen.add(task.taskId())) {
                faults.add("Two tasks have the id '%s'; give one of them another.".formatted(task.taskId()));
            }
        }
    }

    private static void checkJson(DagGraph graph, List<String> faults) {
        String json = Json.CANONICAL.writeValueAsString(graph);
        if (ZERO.matcher(json).find() || !UTF_8.newEncoder().canEncode(json)) {
            faults.add("A text of the DAG has a zero character or half a surrogate pair, which PostgreSQL cannot store;"
                    + " remove it.");
            return;
        }
        int size = json.getBytes(UTF_8).length;
        if (size > Limits.DAG_GRAPH) {
            faults.add(
                    "The DAG's graph has %d bytes as JSON, at most %d are possible; split it or shorten descriptions."
                            .formatted(size, Limits.DAG_GRAPH));
        }
    }

    private static void checkId(String what, @Nullable String id, List<String> faults) {
        if (id == null || !ID.matcher(id).matches()) {
            faults.add(
                    "%s is '%s'; expected 1 to 250 letters, digits, dots, dashes or underscores.".formatted(what, id));
        }
    }

    private static void atLeastOne(String what, int value, List<String> faults) {
        if (value < 1) {
            faults.add("%s is %d; expected at least 1.".formatted(what, value));
        }
    }

    private static void checkPositive(String what, @Nullable Duration duration, List<String> faults) {
        if (duration != null && !duration.isPositive()) {
            faults.add("%s is %s; expected a positive duration.".formatted(what, duration));
        }
    }

    /** JSON may lack what the record promises. */
    private static boolean isMissing(@Nullable Object value) {
        return value == null;
    }

    private static List<String> shortened(List<String> faults) {
        if (faults.size() <= MOST_SENTENCES) {
            return List.copyOf(faults);
        }
        List<String> first = new ArrayList<>(faults.subList(0, MOST_SENTENCES - 1));
        first.add("There are %d faults more.".formatted(faults.size() - first.size()));
        return List.copyOf(first);
    }
}
