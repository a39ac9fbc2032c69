package io.orchestrator.bench.check;

import io.orchestrator.bench.check.History.Run;
import io.orchestrator.bench.check.Violation.Kind;
import io.orchestrator.protocol.graph.Catchup;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.ScheduleSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Every slot of an interval schedule that may leave none out has exactly one run, and no run stands beside the slots. */
final class SlotsOnce implements Rule {

    @Override
    public List<Violation> check(History history) {
        List<Violation> found = new ArrayList<>();
        history.schedules().forEach((dagId, activatedAt) -> {
            List<Run> runs = history.runs().stream()
                    .filter(run -> run.dagId().equals(dagId) && run.logicalDate() != null)
                    .toList();
            history.graphs().values().stream()
                    .filter(graph -> graph.dagId().equals(dagId))
                    .findFirst()
                    .ifPresent(graph -> found.addAll(check(graph, runs, activatedAt, history.until())));
        });
        return found;
    }

    private static List<Violation> check(DagGraph graph, List<Run> runs, Instant activatedAt, Instant until) {
        if (!(graph.schedule() instanceof ScheduleSpec.Every every)) {
            return List.of();
        }
        List<Violation> found = new ArrayList<>();
        TreeMap<Instant, Long> slots =
                new TreeMap<>(runs.stream().collect(Collectors.groupingBy(SlotsOnce::date, Collectors.counting())));
        for (Map.Entry<Instant, Long> slot : slots.entrySet()) {
            if (slot.getValue() > 1) {
                found.add(new Violation(
                        Kind.DOUBLED,
                        "slot %s of %s has %d runs".formatted(slot.getKey(), graph.dagId(), slot.getValue())));
            }
            if (slot.getKey().toEpochMilli() % every.interval().toMillis() != 0) {
                found.add(new Violation(
                        Kind.DOUBLED, "%s of %s is no slot and has a run".formatted(slot.getKey(), graph.dagId())));
            }
        }
        if (graph.catchup() == Catchup.ALL) {
            found.addAll(missing(graph.dagId(), slots, every.interval(), activatedAt, until));
        }
        return found;
    }

    private static Instant date(Run run) {
        return Objects.requireNonNull(run.logicalDate());
    }

    /** From the first slot after the schedule began to count. */
    private static List<Violation> missing(
            String dagId, TreeMap<Instant, Long> slots, Duration interval, Instant activatedAt, Instant until) {
        long step = interval.toMillis();
        Instant first = Instant.ofEpochMilli((activatedAt.toEpochMilli() / step + 1) * step);
        List<Violation> found = new ArrayList<>();
        for (Instant slot = first; !slot.isAfter(until); slot = slot.plus(interval)) {
            if (!slots.containsKey(slot)) {
                found.add(new Violation(Kind.LOST, "slot %s of %s has no run".formatted(slot, dagId)));
            }
        }
        return found;
    }
}
