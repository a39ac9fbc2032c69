package io.orchestrator.bench.check;

import io.orchestrator.bench.check.History.Asked;
import io.orchestrator.bench.check.History.Run;
import io.orchestrator.bench.check.Violation.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Every run that was acknowledged exists exactly once, was created by one request, and nobody made up another one. */
final class RunsOnce implements Rule {

    private record Name(String dagId, String runId) {}

    @Override
    public List<Violation> check(History history) {
        List<Violation> found = new ArrayList<>();
        Map<Name, Long> runs = history.runs().stream()
                .collect(Collectors.groupingBy(run -> new Name(run.dagId(), run.runId()), Collectors.counting()));
        for (Asked asked : history.asked()) {
            if (asked.acknowledged() && !runs.containsKey(new Name(asked.dagId(), asked.runId()))) {
                found.add(new Violation(
                        Kind.LOST,
                        "run %s of %s was acknowledged and is not there".formatted(asked.runId(), asked.dagId())));
            }
            if (asked.created() > 1) {
                found.add(new Violation(
                        Kind.DOUBLED,
                        "run %s of %s was created by %d requests"
                                .formatted(asked.runId(), asked.dagId(), asked.created())));
            }
        }
        runs.forEach((name, count) -> {
            if (count > 1) {
                found.add(new Violation(
                        Kind.DOUBLED, "run %s of %s is there %d times".formatted(name.runId(), name.dagId(), count)));
            }
        });
        found.addAll(madeUp(history));
        return found;
    }

    private static List<Violation> madeUp(History history) {
        Set<Name> asked = history.asked().stream()
                .map(one -> new Name(one.dagId(), one.runId()))
                .collect(Collectors.toCollection(HashSet::new));
        return history.runs().stream()
                .filter(run -> run.type().equals("manual"))
                .filter(run -> !asked.contains(new Name(run.dagId(), run.runId())))
                .map(RunsOnce::unasked)
                .toList();
    }

    private static Violation unasked(Run run) {
        return new Violation(Kind.DOUBLED, "run %s of %s was never asked for".formatted(run.runId(), run.dagId()));
    }
}
