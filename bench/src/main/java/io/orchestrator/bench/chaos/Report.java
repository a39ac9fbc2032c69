package io.orchestrator.bench.chaos;

import io.orchestrator.bench.check.History;
import io.orchestrator.bench.check.History.Attempt;
import io.orchestrator.bench.check.JournalLine;
import io.orchestrator.bench.check.Violation;
import io.orchestrator.bench.check.WorkerLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What came of it, in words.
 *
 * @param lasted the time in which faults happened
 * @param notes what could not be done on this machine
 */
record Report(
        ChaosOptions options,
        History history,
        List<Violation> violations,
        Map<FaultKind, Integer> faults,
        Recovery recovery,
        Duration lasted,
        int endedBySelf,
        List<String> notes) {

    private static final int MOST_SHOWN = 30;

    /** The same with what was found later. */
    Report with(List<Violation> more) {
        List<Violation> all = new ArrayList<>(violations);
        all.addAll(more);
        return new Report(options, history, List.copyOf(all), faults, recovery, lasted, endedBySelf, notes);
    }

    boolean passed() {
        return violations.isEmpty();
    }

    /** The violations, the figures and the verdict, which is the last line. */
    String text() {
        return Stream.of(shown(), Stream.of(faultLine(), repeatedLine()), notes.stream(), Stream.of(verdict()))
                .flatMap(lines -> lines)
                .map(line -> "chaos: " + line)
                .collect(Collectors.joining("\n"));
    }

    private Stream<String> shown() {
        Stream<String> first = violations.stream()
                .limit(MOST_SHOWN)
                .map(violation -> "%s: %s".formatted(violation.kind().words(), violation.text()));
        return violations.size() <= MOST_SHOWN
                ? first
                : Stream.concat(first, Stream.of("... and %d more".formatted(violations.size() - MOST_SHOWN)));
    }

    private String faultLine() {
        return faults.entrySet().stream()
                .map(fault -> fault.getKey().words() + " " + fault.getValue())
                .collect(Collectors.joining(", ", "faults: ", ""));
    }

    private String repeatedLine() {
        Map<String, Long> states =
                history.attempts().stream().collect(Collectors.groupingBy(Attempt::state, Collectors.counting()));
        return "attempts: %s; %d ran to their end in vain; %d processes ended by themselves"
                .formatted(states, inVain(), endedBySelf);
    }

    /** Attempts of which a worker was told that they are not current any more. */
    private long staleRefused() {
        return history.workers().stream()
                .filter(WorkerLine::isStale)
                .map(WorkerLine::attemptId)
                .distinct()
                .count();
    }

    /** Executions that came to their end, and whose result was not taken. */
    private long inVain() {
        Map<UUID, List<JournalLine>> journal = history.journalByAttempt();
        return history.attempts().stream()
                .filter(attempt -> !attempt.isJudged())
                .filter(attempt ->
                        journal.getOrDefault(attempt.id(), List.of()).stream().anyMatch(JournalLine::isEnd))
                .count();
    }

    private String verdict() {
        return "%s scenario %s, seed %d: %d runs, %d tasks, %d faults (%d kills) in %d s; %s; stale refused %d; recovery %s"
                .formatted(
                        passed() ? "PASSED" : "FAILED",
                        options.scenario().key(),
                        options.seed(),
                        history.runs().size(),
                        history.instances().size(),
                        faults.values().stream().mapToInt(Integer::intValue).sum(),
                        kills(faults),
                        lasted.toSeconds(),
                        counts(),
                        staleRefused(),
                        recovery.words());
    }

    static int kills(Map<FaultKind, Integer> faults) {
        return faults.entrySet().stream()
                .filter(fault -> fault.getKey().isKill())
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    private String counts() {
        Map<Violation.Kind, Integer> counts = new EnumMap<>(Violation.Kind.class);
        for (Violation.Kind kind : Violation.Kind.values()) {
            counts.put(kind, 0);
        }
        violations.forEach(violation -> counts.merge(violation.kind(), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(count -> count.getKey().words() + " " + count.getValue())
                .collect(Collectors.joining(", "));
    }
}
