package io.orchestrator.bench.engine;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A figure that the engine is judged by.
 *
 * @param what in words
 * @param result its name among the results
 * @param atLeast what it must reach
 * @param aim what is hoped for
 * @param unit behind the number, or the empty string
 * @param larger whether more is better
 */
record Target(String what, String result, double atLeast, double aim, String unit, boolean larger) {

    static final List<Target> ALL = List.of(
            more("tasks/s ÷ L50, chains of 3 no-op tasks", "tasks_per_l50", 0.10, 0.3, ""),
            less("idle hop p50, in commits (1/U1)", "hop_p50_commits", 8, 2.5, ""),
            less("hop p99 at half of own maximum", "hop_p99_ms", 50, 25, "ms"),
            less("40 sequential tasks ÷ (40/U1)", "sequential40_commits", 8, 2.5, ""),
            less("40 fan-out tasks, submit to all done", "fanout40_ms", 60, 5, "ms"),
            more("tasks/s ÷ db-scheduler's, each by its own L50", "times_db_scheduler", 2, 25, "×"),
            more("tasks/s ÷ Quartz's, each by its own L50", "times_quartz", 20, 300, "×"),
            more("tasks/s beside 1,000,000 finished runs ÷ empty", "history_ratio", 0.8, 1.0, ""),
            more("10,000-task run on two servers ÷ on one", "two_servers_ratio", 0.8, 1.0, ""),
            more("tasks/s beside a 30 s idle snapshot ÷ without", "snapshot_ratio", 0.4, 0.5, ""),
            less("killed worker: its tasks run again", "killed_worker_s", 35, 15, "s"));

    private static Target more(String what, String result, double atLeast, double aim, String unit) {
        return new Target(what, result, atLeast, aim, unit, true);
    }

    private static Target less(String what, String result, double atLeast, double aim, String unit) {
        return new Target(what, result, atLeast, aim, unit, false);
    }

    /** How a figure is judged: "aim", "reached" or "MISSED"; "-" where it was not measured. */
    String verdict(OptionalDouble figure) {
        if (figure.isEmpty()) {
            return "-";
        }
        double value = figure.getAsDouble();
        if (reaches(value, aim)) {
            return "aim";
        }
        return reaches(value, atLeast) ? "reached" : "MISSED";
    }

    private boolean reaches(double value, double limit) {
        return larger ? value >= limit : value <= limit;
    }
}
