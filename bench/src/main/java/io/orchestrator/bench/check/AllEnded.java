package io.orchestrator.bench.check;

import io.orchestrator.bench.check.History.Attempt;
import io.orchestrator.bench.check.History.Instance;
import io.orchestrator.bench.check.History.Run;
import io.orchestrator.bench.check.Violation.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was due before the quiet began has ended, with all that belongs to it; a run's end follows from its leaves. */
final class AllEnded implements Rule {

    private static final Set<String> FAILURES = Set.of("failed", "upstream_failed");

    @Override
    public List<Violation> check(History history) {
        List<Violation> found = new ArrayList<>();
        Map<Long, List<Instance>> instances = history.instancesByRun();
        for (Run run : history.runs()) {
            if (run.isOver()) {
                found.addAll(whole(run, instances.getOrDefault(run.key(), List.of())));
                found.addAll(endFollows(history, run, instances.getOrDefault(run.key(), List.of())));
            } else if (!run.runAfter().isAfter(history.until())) {
                found.add(new Violation(
                        Kind.UNFINISHED,
                        "run %s of %s is %s: %s"
                                .formatted(run.runId(), run.dagId(), run.state(), instances.get(run.key()))));
            }
        }
        Map<Long, Run> over = history.runsByKey();
        for (Attempt attempt : history.attempts()) {
            Run run = over.get(attempt.runKey());
            if (attempt.isOpen() && (run == null || run.isOver())) {
                found.add(new Violation(Kind.UNFINISHED, "attempt %s is open and its run is over".formatted(attempt)));
            }
        }
        return found;
    }

    private static List<Violation> whole(Run run, List<Instance> instances) {
        return instances.stream()
                .filter(instance -> !instance.isOver())
                .map(instance -> new Violation(
                        Kind.UNFINISHED,
                        "%s of %s %s is %s and its run is over"
                                .formatted(instance.taskId(), run.dagId(), run.runId(), instance.state())))
                .toList();
    }

    private static List<Violation> endFollows(History history, Run run, List<Instance> instances) {
        Set<String> upstream = history.graphOf(run).stream()
                .flatMap(graph -> graph.tasks().stream())
                .flatMap(task -> Stream.concat(task.inputs().stream(), task.after().stream()))
                .collect(Collectors.toSet());
        boolean failure = instances.stream()
                .filter(instance -> !upstream.contains(instance.graphTask()))
                .anyMatch(instance -> FAILURES.contains(instance.state()));
        String expected = failure ? "failed" : "success";
        return run.state().equals(expected)
                ? List.of()
                : List.of(new Violation(
                        Kind.WRONG,
                        "run %s of %s ended as %s, its tasks make it %s: %s"
                                .formatted(run.runId(), run.dagId(), run.state(), expected, instances)));
    }
}
