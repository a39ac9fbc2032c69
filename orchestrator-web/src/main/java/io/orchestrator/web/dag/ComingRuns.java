package io.orchestrator.web.dag;

import io.orchestrator.core.schedule.KnownSlots;
import io.orchestrator.core.schedule.PreviewedRun;
import io.orchestrator.core.schedule.SlotStore;
import io.orchestrator.core.schedule.Timetable;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.ScheduleSpec;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The runs that a DAG's schedule will ask for. */
@Component
class ComingRuns {

    private final DagScheduleRows schedules;
    private final SlotStore slots;
    private final Clock clock;

    ComingRuns(DagScheduleRows schedules, SlotStore slots, Clock clock) {
        this.schedules = schedules;
        this.slots = slots;
        this.clock = clock;
    }

    /** From now on, at most n; empty if the engine knows of no next run. */
    List<PreviewedRun> of(DagGraph graph, int n) {
        var hasNext = schedules
                .findById(graph.dagId())
                .filter(row -> row.nextDue() != null)
                .isPresent();
        return hasNext ? Timetable.of(graph, known(graph)).preview(graph.dagId(), clock.instant(), n) : List.of();
    }

    /** Of a timetable in Java no more is known than what it was asked. */
    private List<Instant> known(DagGraph graph) {
        return slots(graph).map(KnownSlots::slots).orElse(List.of());
    }

    private Optional<KnownSlots> slots(DagGraph graph) {
        return graph.schedule() instanceof ScheduleSpec.Custom ? slots.inForce(graph.dagId()) : Optional.empty();
    }

    /** What is wrong with a DAG's timetable in Java, in a sentence, or null. */
    @Nullable
    String error(DagGraph graph) {
        return slots(graph).map(KnownSlots::error).orElse(null);
    }
}
