package io.orchestrator.core.schedule;

import io.orchestrator.protocol.graph.ControlSpec;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.TaskSpec;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Between which dates a DAG has runs: from the first start of the DAG and its tasks to their last end. A task without a date of
 * its own has that of its DAG.
 *
 * @param start null: from its activation
 * @param end null: for ever
 */
public record ScheduleBounds(
        @Nullable Instant start, @Nullable Instant end) {

    public static ScheduleBounds of(DagGraph graph) {
        List<Instant> starts = dates(graph, graph.startDate(), ControlSpec::startDate);
        List<Instant> ends = dates(graph, graph.endDate(), ControlSpec::endDate);
        return new ScheduleBounds(
                starts.stream().min(Instant::compareTo).orElse(null),
                ends.stream().max(Instant::compareTo).orElse(null));
    }

    /** Empty if a task has none at all. */
    private static List<Instant> dates(
            DagGraph graph, @Nullable Instant ofDag, Function<ControlSpec, @Nullable Instant> ofTask) {
        List<Instant> own = graph.tasks().stream()
                .map(TaskSpec::control)
                .flatMap(control -> Stream.ofNullable(ofTask.apply(control)))
                .toList();
        boolean everyOne = ofDag != null || own.size() == graph.tasks().size();
        return everyOne ? Stream.concat(Stream.ofNullable(ofDag), own.stream()).toList() : List.of();
    }
}
