package io.orchestrator.dags;

import io.orchestrator.sdk.BusinessCalendar;
import io.orchestrator.sdk.Cron;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.TaskContext;
import java.lang.System.Logger.Level;

/** A report about each working day, the morning after it: a business calendar leaves weekends and holidays out. */
public final class WorkdayReport implements DagSource {

    private static final String ZONE = "Europe/Berlin";

    @Override
    public Dag dag() {
        return Dag.define("workday_report", dag -> {
            dag.description("Reports each working day on the next morning; nobody gets an empty report of a holiday.")
                    .tags("example");
            BusinessCalendar calendar =
                    BusinessCalendar.weekends(ZONE).holidays("2026-12-25", "2027-01-01", "2027-04-02", "2027-04-05");
            dag.schedule(Cron.of("0 6 * * *", ZONE).except(calendar)).dataIntervals();
            dag.action("report", WorkdayReport::report);
        });
    }

    static void report(TaskContext context) {
        context.log().log(
                Level.INFO,
                "Reported {0}",
                context.dataInterval()
                        .map(interval -> interval.start() + " to " + interval.end())
                        .orElse("no day in particular"));
    }
}
