package io.orchestrator.core.schedule;

import io.orchestrator.core.dag.DagRecord;
import io.orchestrator.protocol.graph.Catchup;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.SlotQuestion;
import io.orchestrator.protocol.graph.TimingSpec;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a timetable in Java has to be asked, so that its DAG's schedule can go on.
 *
 * @param build the bundle build whose code is asked
 * @param afterIsSlot the instant that it is asked about is the last slot that has had its run
 */
public record WantedSlots(String build, SlotQuestion question, boolean afterIsSlot) {

    /** @param known null: nothing is */
    public static Optional<WantedSlots> of(
            DagRecord dag,
            DagGraph graph,
            Timetable timetable,
            DagSchedule schedule,
            @Nullable KnownSlots known,
            Instant now) {
        Instant after = timetable.goesOnAfter(schedule);
        if (known != null && !known.wantsMore(after, now)) {
            return Optional.empty();
        }
        Instant from = graph.catchup() == Catchup.LATEST && after.isBefore(now) ? now : after;
        // The interval that holds the end is over one slot later.
        boolean bounded = graph.timing().interval() != TimingSpec.Interval.SINCE_PREVIOUS;
        Instant until = bounded ? ScheduleBounds.of(graph).end() : null;
        return Optional.of(new WantedSlots(
                dag.build(),
                new SlotQuestion(dag.source(), dag.dagId(), after, from, until),
                after.equals(schedule.lastSlot())));
    }
}
