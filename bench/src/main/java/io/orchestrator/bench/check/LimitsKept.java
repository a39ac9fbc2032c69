package io.orchestrator.bench.check;

import io.orchestrator.bench.check.History.Attempt;
import io.orchestrator.bench.check.History.Run;
import io.orchestrator.bench.check.Violation.Kind;
import io.orchestrator.protocol.graph.DagGraph;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * At no instant were more runs of a DAG running, tasks of a run at workers, slots of a pool taken, or tasks in a worker's hands than
 * allowed.
 */
final class LimitsKept implements Rule {

    @Override
    public List<Violation> check(History history) {
        Map<Long, Run> runs = history.runsByKey();
        List<Violation> found = new ArrayList<>();
        history.runs().stream()
                .filter(run -> run.startedAt() != null)
                .collect(Collectors.groupingBy(Run::dagId))
                .forEach((dagId, ofDag) -> over(
                                "running runs of " + dagId,
                                limit(history, ofDag.getFirst(), DagGraph::maxActiveRuns),
                                ofDag.stream().flatMap(run -> changes(run.startedAt(), run.endedAt())))
                        .ifPresent(found::add));
        history.attempts().stream()
                .collect(Collectors.groupingBy(Attempt::runKey))
                .forEach((key, ofRun) -> {
                    Run run = runs.get(key);
                    if (run != null) {
                        over(
                                        "tasks at workers of run %s of %s".formatted(run.runId(), run.dagId()),
                                        limit(history, run, DagGraph::maxActiveTasks),
                                        ofRun.stream().flatMap(LimitsKept::changes))
                                .ifPresent(found::add);
                    }
                });
        found.addAll(sessions(history));
        found.addAll(pools(history, runs));
        return found;
    }

    /** Judged by what wrote both its begin and its end: nobody knows when the code of a killed runner stopped. */
    private static List<Violation> sessions(History history) {
        Map<UUID, List<JournalLine>> journal = history.journalByAttempt();
        Map<UUID, List<Attempt>> held = history.attempts().stream().collect(Collectors.groupingBy(Attempt::sessionId));
        return history.sessions().stream()
                .map(session -> over(
                        "tasks running in session %s of %s".formatted(session.id(), session.name()),
                        session.slots(),
                        held.getOrDefault(session.id(), List.of()).stream()
                                .map(attempt -> journal.getOrDefault(attempt.id(), List.of()))
                                .filter(lines -> lines.size() == 2)
                                .flatMap(lines -> changes(
                                        lines.getFirst().at(), lines.getLast().at()))))
                .flatMap(Optional::stream)
                .toList();
    }

    private static List<Violation> pools(History history, Map<Long, Run> runs) {
        return history.pools().entrySet().stream()
                .map(pool -> over(
                        "slots taken of pool " + pool.getKey(),
                        pool.getValue(),
                        history.attempts().stream()
                                .filter(attempt ->
                                        poolOf(history, runs, attempt).equals(pool.getKey()))
                                .flatMap(LimitsKept::changes)))
                .flatMap(Optional::stream)
                .toList();
    }

    /** The empty string: its run is gone. No task here takes more than one slot. */
    private static String poolOf(History history, Map<Long, Run> runs, Attempt attempt) {
        return Optional.ofNullable(runs.get(attempt.runKey()))
                .flatMap(history::graphOf)
                .flatMap(graph -> graph.tasks().stream()
                        .filter(task -> task.taskId().equals(attempt.graphTask()))
                        .findFirst())
                .map(task -> task.limits().pool())
                .orElse("");
    }

    private static int limit(History history, Run run, ToIntFunction<DagGraph> limit) {
        return history.graphOf(run).map(limit::applyAsInt).orElse(Integer.MAX_VALUE);
    }

    /** One more, or one less. */
    private record Change(Instant at, int by) {}

    private static Stream<Change> changes(Attempt attempt) {
        return changes(attempt.queuedAt(), attempt.endedAt());
    }

    private static Stream<Change> changes(@Nullable Instant from, @Nullable Instant to) {
        return Stream.concat(
                Stream.ofNullable(from).map(at -> new Change(at, 1)),
                Stream.ofNullable(to).map(at -> new Change(at, -1)));
    }

    /** What one turn ends and begins has one time: ends come first. */
    private static Optional<Violation> over(String what, int limit, Stream<Change> changes) {
        int now = 0;
        for (Change change : changes.sorted(Comparator.comparing(Change::at).thenComparing(Change::by))
                .toList()) {
            now += change.by();
            if (now > limit) {
                return Optional.of(new Violation(
                        Kind.LIMIT, "%d %s at %s: the limit is %d".formatted(now, what, change.at(), limit)));
            }
        }
        return Optional.empty();
    }
}
