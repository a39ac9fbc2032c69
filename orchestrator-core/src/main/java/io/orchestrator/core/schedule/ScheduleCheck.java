package io.orchestrator.core.schedule;

import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.DecisionSpec;
import io.orchestrator.protocol.graph.ScheduleSpec;
import io.orchestrator.protocol.graph.TimingSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is wrong with a schedule that came from outside, in sentences. */
public final class ScheduleCheck {

    private static final Duration LONGEST = Duration.ofDays(3650);
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private ScheduleCheck() {}

    /**
     * All that a DAG says of its schedule. Nothing may be assumed of it: fields may be null.
     *
     * @return one sentence for each fault; empty if it can be used
     */
    public static List<String> faults(DagGraph graph) {
        List<String> faults = new ArrayList<>(faults(graph.schedule(), graph.startDate(), graph.endDate()));
        timing(graph.timing(), faults);
        if (graph.schedule() instanceof ScheduleSpec.Continuous && graph.maxActiveRuns() != 1) {
            faults.add("The schedule is continuous, with up to " + graph.maxActiveRuns()
                    + " active runs; such a DAG has one.");
        }
        if (graph.schedule() instanceof ScheduleSpec.Custom) {
            latestOnly(graph, faults);
        }
        if (faults.isEmpty()) {
            neverFires(graph).ifPresent(faults::add);
        }
        return List.copyOf(faults);
    }

    /** The same of a schedule alone. */
    public static List<String> faults(@Nullable ScheduleSpec spec, @Nullable Instant start, @Nullable Instant end) {
        List<String> faults = new ArrayList<>(SpecCheck.faults(spec));
        date("start", start, faults);
        date("end", end, faults);
        if (start != null && end != null && end.isBefore(start)) {
            faults.add("The schedule's end date " + end + " lies before its start date " + start
                    + "; change one of them.");
        }
        return List.copyOf(faults);
    }

    private static void timing(TimingSpec timing, List<String> faults) {
        boolean hasLength = timing.length() != null;
        if (hasLength != (timing.interval() == TimingSpec.Interval.LENGTH)) {
            faults.add("The data interval is " + timing.interval() + " and its length " + timing.length()
                    + "; a length goes with LENGTH, and with nothing else.");
        }
        positive("length of the data interval", timing.length(), faults);
        positive("jitter", timing.jitter(), faults);
    }

    private static void positive(String what, @Nullable Duration duration, List<String> faults) {
        if (duration != null && (!duration.isPositive() || duration.compareTo(LONGEST) > 0)) {
            faults.add("The " + what + " is " + duration + "; use one above zero and up to 10 years.");
        }
    }

    private static void date(String name, @Nullable Instant date, List<String> faults) {
        if (date != null && (date.isBefore(EARLIEST) || date.isAfter(LATEST))) {
            faults.add("The schedule's " + name + " date is " + date + "; use one from 1970 to 9999.");
        }
    }

    /** Whether a later run is due is asked of the schedule, at any time and of any slot. */
    private static void latestOnly(DagGraph graph, List<String> faults) {
        graph.tasks().stream()
                .filter(task -> task.control().decision() instanceof DecisionSpec.LatestOnly)
                .forEach(task ->
                        faults.add("Task '" + task.taskId() + "' lets only the latest run go on, which the server"
                                + " cannot tell of a timetable in Java; ask in the code of a task instead."));
    }

    /** Of the author's own code nobody knows. */
    private static Optional<String> neverFires(DagGraph graph) {
        boolean namesInstants = switch (graph.schedule()) {
            case ScheduleSpec.Manual manual -> false;
            case ScheduleSpec.Once once -> false;
            case ScheduleSpec.Continuous continuous -> false;
            case ScheduleSpec.Custom custom -> false;
            case ScheduleSpec.Cron cron -> true;
            case ScheduleSpec.Every every -> true;
            case ScheduleSpec.Events events -> true;
            case ScheduleSpec.Recurrence recurrence -> true;
            case ScheduleSpec.AnyOf any -> true;
            case ScheduleSpec.Except except -> true;
        };
        Timetable timetable = Timetable.of(graph);
        return namesInstants && timetable.preview(graph.dagId(), EARLIEST, 1).isEmpty()
                ? Optional.of("The schedule '" + SchedulePhrase.of(graph.schedule())
                        + "' never fires between its start date and its end date; change one of them.")
                : Optional.empty();
    }
}
