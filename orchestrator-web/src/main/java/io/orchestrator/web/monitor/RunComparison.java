package io.orchestrator.web.monitor;

import io.orchestrator.web.layout.Durations;
import io.orchestrator.web.layout.Links;
import io.orchestrator.web.layout.States;
import io.orchestrator.web.run.DagRunRow;
import io.orchestrator.web.task.TaskSum;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What was slower in a run than in another, task by task. Pure. */
final class RunComparison {

    private RunComparison() {}

    /**
     * One task in both runs.
     *
     * @param stateThen empty: the other run has no such task
     * @param stateNow empty: this run has no such task
     * @param then how long it took in the other run, or empty
     * @param now how long it took in this run, or empty
     * @param difference with its sign, or empty: it did not run in both
     * @param slower how much longer it took in this run; below zero: it was quicker
     * @param share of the largest difference, from 0 to 100, for a bar
     */
    record Line(
            String taskId,
            String href,
            String stateThen,
            String stateNow,
            String then,
            String now,
            String difference,
            long slower,
            long share) {

        public boolean otherState() {
            return !stateThen.equals(stateNow);
        }
    }

    /** What else differs. An empty text: there was nothing. */
    record Change(String name, String then, String now) {}

    /** What took longest compared to the other run first, then what ended otherwise, then the rest. */
    static List<Line> lines(DagRunRow run, Map<String, TaskSum> before, Map<String, TaskSum> after, Instant at) {
        Set<String> tasks = new TreeSet<>(before.keySet());
        tasks.addAll(after.keySet());
        long largest = tasks.stream()
                .mapToLong(task -> Math.abs(slower(took(before.get(task), at), took(after.get(task), at))))
                .max()
                .orElse(0);
        return tasks.stream()
                .map(task -> line(run, task, before.get(task), after.get(task), largest, at))
                .sorted(Comparator.comparing(Line::slower).reversed().thenComparing(line -> !line.otherState()))
                .toList();
    }

    private static Line line(
            DagRunRow run, String task, @Nullable TaskSum before, @Nullable TaskSum after, long largest, Instant at) {
        var then = took(before, at);
        var now = took(after, at);
        long slower = slower(then, now);
        return new Line(
                task,
                after == null ? "" : Links.task(run.dagId(), run.runId(), task),
                before == null ? "" : before.cell().state(),
                after == null ? "" : after.cell().state(),
                then == null ? "" : Durations.phrase(then),
                now == null ? "" : Durations.phrase(now),
                then == null || now == null ? "" : signed(slower),
                slower,
                largest == 0 ? 0 : Math.abs(slower) * 100 / largest);
    }

    private static @Nullable Duration took(@Nullable TaskSum task, Instant at) {
        return task == null || task.cell().startedAt() == null
                ? null
                : Durations.between(task.cell().startedAt(), task.cell().endedAt(), at);
    }

    private static long slower(@Nullable Duration then, @Nullable Duration now) {
        return then == null || now == null ? 0 : now.minus(then).toMillis();
    }

    static String signed(long millis) {
        return (millis < 0 ? "−" : "+") + Durations.phrase(Duration.ofMillis(Math.abs(millis)));
    }

    /** How the runs themselves differ, beside their tasks. */
    static List<Change> changes(DagRunRow before, DagRunRow after, JsonNode paramsThen, JsonNode paramsNow) {
        List<Change> changes = new ArrayList<>();
        add(changes, "State", States.words(before.state()), States.words(after.state()));
        add(changes, "Type", States.words(before.runType()), States.words(after.runType()));
        add(changes, "Version", String.valueOf(before.version()), String.valueOf(after.version()));
        add(changes, "Build", before.build(), after.build());
        var names = new TreeSet<String>(paramsThen.propertyNames());
        names.addAll(paramsNow.propertyNames());
        for (String name : names) {
            add(changes, "Parameter " + name, words(paramsThen.path(name)), words(paramsNow.path(name)));
        }
        return changes;
    }

    private static void add(List<Change> changes, String name, String then, String now) {
        if (!Objects.equals(then, now)) {
            changes.add(new Change(name, then, now));
        }
    }

    private static String words(JsonNode value) {
        return value.isMissingNode() ? "" : value.toString();
    }
}
