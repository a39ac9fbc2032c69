package io.orchestrator.bench.check;

import io.orchestrator.bench.check.History.Attempt;
import io.orchestrator.bench.check.History.Instance;
import io.orchestrator.bench.check.History.Run;
import io.orchestrator.bench.check.Violation.Kind;
import io.orchestrator.protocol.graph.TaskSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * No task's code began, and no attempt was handed over, before the upstream states that its rule needs were decided; and a task
 * that never ran had no right to.
 */
final class OrderKept implements Rule {

    @Override
    public List<Violation> check(History history) {
        List<Violation> found = new ArrayList<>();
        Map<Long, List<Instance>> instances = history.instancesByRun();
        Starts starts = Starts.of(history);
        for (Run run : history.runs()) {
            history.graphOf(run).ifPresent(graph -> {
                Map<String, List<Instance>> byTask = instances.getOrDefault(run.key(), List.of()).stream()
                        .collect(Collectors.groupingBy(Instance::graphTask));
                for (TaskSpec task : graph.tasks()) {
                    found.addAll(check(run, task, byTask, starts.of(run, task)));
                }
            });
        }
        return found;
    }

    /** When anybody first did something for a task. */
    private record Starts(Map<History.TaskKey, Instant> earliest) {

        static Starts of(History history) {
            Map<UUID, List<JournalLine>> journal = history.journalByAttempt();
            return new Starts(history.attempts().stream()
                    .collect(Collectors.toMap(
                            attempt -> new History.TaskKey(attempt.runKey(), attempt.graphTask()),
                            attempt -> first(attempt, journal.getOrDefault(attempt.id(), List.of())),
                            (one, other) -> one.isBefore(other) ? one : other)));
        }

        private static Instant first(Attempt attempt, List<JournalLine> lines) {
            return Stream.concat(Stream.of(attempt.queuedAt()), lines.stream().map(JournalLine::at))
                    .min(Instant::compareTo)
                    .orElseThrow();
        }

        Instant of(Run run, TaskSpec task) {
            return earliest.getOrDefault(new History.TaskKey(run.key(), task.taskId()), Instant.MAX);
        }
    }

    private static List<Violation> check(Run run, TaskSpec task, Map<String, List<Instance>> instances, Instant start) {
        boolean ran = !start.equals(Instant.MAX);
        if (ran && !upstream(task, instances, start).permits(task.triggerRule())) {
            return List.of(new Violation(
                    Kind.ORDER,
                    "%s of %s %s began at %s, which %s did not permit then: %s"
                            .formatted(task.taskId(), run.dagId(), run.runId(), start, task.triggerRule(), instances)));
        }
        Upstream last = upstream(task, instances, Instant.MAX);
        if (!ran && run.isOver() && last.permits(task.triggerRule())) {
            return List.of(new Violation(
                    Kind.WRONG,
                    "%s of %s %s never ran although %s permits it: %s"
                            .formatted(task.taskId(), run.dagId(), run.runId(), task.triggerRule(), last)));
        }
        return List.of();
    }

    private static Upstream upstream(TaskSpec task, Map<String, List<Instance>> instances, Instant at) {
        return Stream.concat(task.inputs().stream(), task.after().stream())
                .distinct()
                .flatMap(id -> statesAt(instances.getOrDefault(id, List.of()), at))
                .reduce(Upstream.NONE, Upstream::with, (one, other) -> one);
    }

    /** Of all instances that it has by now; before there are any it has not ended. */
    private static Stream<String> statesAt(List<Instance> instances, Instant at) {
        return instances.isEmpty() ? Stream.of("") : instances.stream().map(instance -> stateAt(instance, at));
    }

    private static String stateAt(Instance instance, Instant at) {
        Instant ended = instance.endedAt();
        return ended == null || ended.isAfter(at) ? "" : instance.state();
    }
}
