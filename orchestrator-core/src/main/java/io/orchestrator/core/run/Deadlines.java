package io.orchestrator.core.run;

import io.orchestrator.protocol.graph.DeadlineSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Works out by when a run should have ended. */
public final class Deadlines {

    private Deadlines() {}

    /**
     * The deadlines of a run that is queued now. One that does not apply to it is left out.
     *
     * @param durations how long so many of the newest successful runs have taken; asked only where an average is wanted
     */
    public static List<RunDeadline> of(List<DeadlineSpec> specs, DagRun run, IntFunction<List<Duration>> durations) {
        List<RunDeadline> deadlines = new ArrayList<>();
        for (DeadlineSpec spec : specs) {
            RunDeadline deadline = switch (spec.from()) {
                case QUEUED -> afterQueued(spec, run, spec.after());
                case LOGICAL_DATE -> at(spec, run.logicalDate());
                case INSTANT -> at(spec, spec.at());
                case AVERAGE -> average(spec, run, durations.apply(spec.runs()));
            };
            if (deadline != null) {
                deadlines.add(deadline);
            }
        }
        return deadlines;
    }

    private static RunDeadline afterQueued(DeadlineSpec spec, DagRun run, Duration after) {
        return new RunDeadline(spec.name(), run.queuedAt().plus(after), null, after);
    }

    private static @Nullable RunDeadline at(DeadlineSpec spec, @Nullable Instant from) {
        return from == null ? null : new RunDeadline(spec.name(), from.plus(spec.after()), null, null);
    }

    private static @Nullable RunDeadline average(DeadlineSpec spec, DagRun run, List<Duration> durations) {
        if (durations.size() < spec.leastRuns()) {
            return null;
        }
        Duration sum = durations.stream().reduce(Duration.ZERO, Duration::plus);
        return afterQueued(spec, run, sum.dividedBy(durations.size()).plus(spec.after()));
    }
}
