package io.orchestrator.bench.chaos.dags;

import io.orchestrator.sdk.Catchup;
import io.orchestrator.sdk.Cron;
import io.orchestrator.sdk.CustomTimetable;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.Schedule;
import io.orchestrator.sdk.ScheduleBuilder;
import java.time.Duration;
import java.time.Instant;

/**
 * One of many DAGs that run by the minute, of which no slot may be left out. Its number is the end of its class's name, and
 * decides what its schedule is.
 */
public abstract class CronDag implements DagSource {

    /** So many there are. */
    public static final int COUNT = 500;

    private static final String[] EXPRESSIONS = {
        "* * * * *", "*/2 * * * *", "* 0-23 * * *", "1-59/2 * * * *", "*/3 * * * *", "0,1,5,10-50/4,58 * * * *"
    };
    private static final String[] ZONES = {
        "UTC", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe", "America/St_Johns"
    };

    /** The last of them have timetables in Java, of which the description tells the checker how long the interval is. */
    private static final int FIRST_CUSTOM = COUNT - 5;

    private static final Duration CUSTOM = Duration.ofSeconds(30);

    /** The DAG of a number. */
    public static String id(int number) {
        return "chaos_cron_%03d".formatted(number);
    }

    @Override
    public Dag dag() {
        String name = getClass().getSimpleName();
        int number = Integer.parseInt(name.substring(name.length() - 3));
        return Dag.define(id(number), dag -> {
            ScheduleBuilder schedule = dag.schedule(schedule(number)).catchup(Catchup.ALL);
            if (number % 10 == 9 && number < FIRST_CUSTOM) {
                schedule.jitter(Duration.ofSeconds(20));
            }
            Step.soon(dag.action("only", Step::note));
        });
    }

    private static Schedule schedule(int number) {
        return number < FIRST_CUSTOM
                ? Cron.of(EXPRESSIONS[number % EXPRESSIONS.length], ZONES[number % ZONES.length])
                : CustomTimetable.of(CUSTOM.toString(), "UTC", CronDag::next);
    }

    private static Instant next(Instant after) {
        long step = CUSTOM.toSeconds();
        return Instant.ofEpochSecond((Math.floorDiv(after.getEpochSecond(), step) + 1) * step);
    }
}
