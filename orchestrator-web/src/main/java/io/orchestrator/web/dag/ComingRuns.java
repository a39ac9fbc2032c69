package io.orchestrator.web.dag;

import io.orchestrator.core.schedule.PreviewedRun;
import io.orchestrator.core.schedule.Timetable;
import io.orchestrator.protocol.graph.DagGraph;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/** The runs that a DAG's schedule will ask for. */
@Component
class ComingRuns {

    private final DagScheduleRows schedules;
    private final Clock clock;

    ComingRuns(DagScheduleRows schedules, Clock clock) {
        this.schedules = schedules;
        this.clock = clock;
    }

    /** From now on, at most n; empty if the engine knows of no next run. */
    List<PreviewedRun> of(DagGraph graph, int n) {
        var hasNext = schedules
                .findById(graph.dagId())
                .filter(row -> row.nextDue() != null)
                .isPresent();
        return hasNext ? Timetable.of(graph).preview(graph.dagId(), clock.instant(), n) : List.of();
    }
}
