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
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every slot of a schedule that may leave none out has exactly one run, and no run stands beside the slots. */
final class SlotsOnce implements Rule {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /**
     * The slots of a schedule.
     *
     * @param step only multiples of this since 1970 are slots
     */
    private record Slots(Duration step, Predicate<Instant> are) {

        static @Nullable Slots of(ScheduleSpec schedule) {
            return switch (schedule) {
                case ScheduleSpec.Every every -> new Slots(every.interval(), slot -> true);
                // In the DAGs under test the description is the interval.
                case ScheduleSpec.Custom custom -> new Slots(Duration.parse(custom.description()), slot -> true);
                case ScheduleSpec.Cron cron -> new Slots(MINUTE, CronMinutes.of(cron.expression(), cron.zone())::has);
                default -> null;
            };
        }

        boolean has(Instant instant) {
            return instant.toEpochMilli() % step.toMillis() == 0 && are.test(instant);
        }

        Instant firstAfter(Instant instant) {
            long millis = step.toMillis();
            return Instant.ofEpochMilli((instant.toEpochMilli() / millis + 1) * millis);
        }
    }

    @Override
    public List<Violation> check(History history) {
        List<Violation> found = new ArrayList<>();
        Map<String, List<Run>> runs = history.runs().stream()
                .filter(run -> run.logicalDate() != null)
                .collect(Collectors.groupingBy(Run::dagId));
        Map<String, DagGraph> graphs = history.graphs().values().stream()
                .collect(Collectors.toMap(DagGraph::dagId, graph -> graph, (one, other) -> one));
        history.schedules().forEach((dagId, activatedAt) -> {
            DagGraph graph = graphs.get(dagId);
            Slots slots = graph == null ? null : Slots.of(graph.schedule());
            if (graph != null && slots != null) {
                found.addAll(check(graph, slots, runs.getOrDefault(dagId, List.of()), activatedAt, history.until()));
            }
        });
        return found;
    }

    private static List<Violation> check(
            DagGraph graph, Slots slots, List<Run> runs, Instant activatedAt, Instant until) {
        List<Violation> found = new ArrayList<>();
        TreeMap<Instant, Long> counts =
                new TreeMap<>(runs.stream().collect(Collectors.groupingBy(SlotsOnce::date, Collectors.counting())));
        for (Map.Entry<Instant, Long> slot : counts.entrySet()) {
            if (slot.getValue() > 1) {
                found.add(new Violation(
                        Kind.DOUBLED,
                        "slot %s of %s has %d runs".formatted(slot.getKey(), graph.dagId(), slot.getValue())));
            }
            if (!slots.has(slot.getKey())) {
                found.add(new Violation(
                        Kind.DOUBLED, "%s of %s is no slot and has a run".formatted(slot.getKey(), graph.dagId())));
            }
        }
        if (graph.catchup() == Catchup.ALL) {
            Duration jitter = Objects.requireNonNullElse(graph.timing().jitter(), Duration.ZERO);
            found.addAll(missing(graph.dagId(), slots, counts, activatedAt, until.minus(jitter)));
        }
        return found;
    }

    private static Instant date(Run run) {
        return Objects.requireNonNull(run.logicalDate());
    }

    /** From the first slot after the schedule began to count. */
    private static List<Violation> missing(
            String dagId, Slots slots, TreeMap<Instant, Long> counts, Instant activatedAt, Instant until) {
        List<Violation> found = new ArrayList<>();
        for (Instant slot = slots.firstAfter(activatedAt); !slot.isAfter(until); slot = slot.plus(slots.step())) {
            if (slots.has(slot) && !counts.containsKey(slot)) {
                found.add(new Violation(Kind.LOST, "slot %s of %s has no run".formatted(slot, dagId)));
            }
        }
        return found;
    }
}
