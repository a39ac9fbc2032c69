package io.orchestrator.core.backfill;

import io.orchestrator.core.schedule.DueRun;
import io.orchestrator.core.schedule.SchedulePhrase;
import io.orchestrator.core.schedule.Timetable;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.ScheduleSpec;
import java.time.Instant;
import java.util.List;

/** Whether a backfill can be. Each refusal is a sentence that says what to do. */
public final class BackfillCheck {

    /** So many dates one backfill has at most: all of them are in memory while it runs. */
    public static final int MOST_DATES = 100_000;

    private BackfillCheck() {}

    /** A backfill that cannot be. */
    public static final class Refused extends RuntimeException {
        Refused(String message) {
            super(message);
        }
    }

    /**
     * What is asked for.
     *
     * @param from the first logical date
     * @param to the last one
     */
    public record Wish(Instant from, Instant to, Reprocess reprocess, boolean backwards, int maxActiveRuns) {}

    /**
     * The runs of the range that are due by now, in the order of their dates.
     *
     * @throws Refused with a sentence
     */
    public static List<DueRun> due(Wish wish, DagGraph graph, Timetable timetable, Instant now) {
        order(wish, graph);
        range(wish, graph, now);
        List<DueRun> due = timetable.between(graph.dagId(), wish.from(), wish.to(), MOST_DATES + 1).stream()
                .filter(run -> !run.slot().isAfter(now))
                .toList();
        String range = "between " + wish.from() + " and " + wish.to();
        if (due.isEmpty()) {
            throw new Refused("the schedule of DAG " + graph.dagId() + ", " + SchedulePhrase.of(graph.schedule())
                    + ", has no run " + range + " that is due by now: choose other dates");
        }
        if (due.size() > MOST_DATES) {
            throw new Refused("DAG " + graph.dagId() + " has more than " + MOST_DATES + " runs " + range
                    + ": backfill a shorter range, one after the other");
        }
        return due;
    }

    private static void order(Wish wish, DagGraph graph) {
        boolean dependsOnPast =
                graph.tasks().stream().anyMatch(task -> task.control().past() != null);
        if (dependsOnPast && wish.backwards()) {
            throw new Refused("DAG " + graph.dagId()
                    + " has tasks that depend on the run before, so it cannot be backfilled backwards: "
                    + "let the oldest date run first");
        }
        if (dependsOnPast && wish.reprocess() == Reprocess.NONE) {
            throw new Refused("DAG " + graph.dagId()
                    + " has tasks that depend on the run before, and a failed run that is left out would hold up "
                    + "those after it: reprocess failed or completed runs");
        }
        if (wish.maxActiveRuns() < 1) {
            throw new Refused(
                    "at most " + wish.maxActiveRuns() + " runs at once would never begin: allow 1 run or more");
        }
    }

    private static void range(Wish wish, DagGraph graph, Instant now) {
        if (wish.from().isAfter(wish.to())) {
            throw new Refused("the backfill would end at " + wish.to() + ", before it begins at " + wish.from()
                    + ": choose a first date that is not after the last one");
        }
        if (graph.schedule() instanceof ScheduleSpec.Manual
                || graph.schedule() instanceof ScheduleSpec.Continuous
                || graph.schedule() instanceof ScheduleSpec.Once && graph.startDate() == null) {
            throw new Refused("DAG " + graph.dagId() + " has no schedule that says which dates there are ("
                    + SchedulePhrase.of(graph.schedule()) + "): trigger its runs by hand");
        }
        if (graph.schedule() instanceof ScheduleSpec.Custom) {
            throw new Refused(
                    "DAG " + graph.dagId() + " has a timetable in Java (" + SchedulePhrase.of(graph.schedule())
                            + "), of which the server knows no past dates: trigger their runs by hand");
        }
        if (wish.from().isAfter(now)) {
            throw new Refused("a backfill is of past dates, and this one would begin at " + wish.from()
                    + ", in the future: the schedule runs those by itself");
        }
    }
}
