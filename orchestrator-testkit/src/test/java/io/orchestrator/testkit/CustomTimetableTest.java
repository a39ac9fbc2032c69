package io.orchestrator.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.sdk.AnyOf;
import io.orchestrator.sdk.Catchup;
import io.orchestrator.sdk.CustomTimetable;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.ScheduleBuilder;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Timetables in Java on the production loop: asked for slots ahead, and again when they run out. */
class CustomTimetableTest {

    /** Half past four in New York, but not at weekends. */
    private static final CustomTimetable CLOSE =
            CustomTimetable.of("half an hour after the exchange closes", "America/New_York", after -> {
                ZonedDateTime close =
                        after.atZone(ZoneId.of("America/New_York")).with(LocalTime.of(16, 30));
                while (!close.toInstant().isAfter(after)
                        || close.getDayOfWeek() == DayOfWeek.SATURDAY
                        || close.getDayOfWeek() == DayOfWeek.SUNDAY) {
                    close = close.plusDays(1);
                }
                return close.toInstant();
            });

    private static CustomTimetable hours(int most) {
        Instant last = Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofHours(most));
        return CustomTimetable.of("every hour", "UTC", after -> {
            Instant next = after.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1));
            return next.isAfter(last) ? null : next;
        });
    }

    @Test
    void itsSlotsBecomeRuns() {
        assertThat(SchedulesTest.dates(
                        SchedulesTest.dag(CLOSE, s -> {}), "2026-03-05T22:00:00Z", "2026-03-10T00:00:00Z"))
                .as("Friday in winter time, Monday in summer time")
                .containsExactly(SchedulesTest.times("2026-03-06T21:30:00Z", "2026-03-09T20:30:00Z"));
    }

    @Test
    void withDataIntervalsTheFirstSlotOnlyBeginsOne() {
        Dag dag = SchedulesTest.dag(CLOSE, ScheduleBuilder::dataIntervals);

        assertThat(SchedulesTest.dates(dag, "2026-03-03T00:00:00Z", "2026-03-06T00:00:00Z"))
                .containsExactly(SchedulesTest.times("2026-03-03T21:30:00Z", "2026-03-04T21:30:00Z"));
    }

    @Test
    void itIsAskedAgainWhenItsSlotsRunOutAndAfterAServerDied() {
        try (DagScenario scenario =
                SchedulesTest.scenario(SchedulesTest.dag(hours(1_000), s -> {}), "2026-01-01T00:30:00Z")) {
            scenario.advance(Duration.ofHours(150)).serverDies();
            scenario.advance(Duration.ofHours(2_000));

            assertThat(scenario.runs())
                    .as("six times as many slots as one answer has, then no more")
                    .hasSize(1_000);
        }
    }

    @Test
    void missedSlotsAreCaughtUpWith() {
        String deployed = "2026-01-05T00:30:00Z";

        assertThat(SchedulesTest.dates(caughtUp(Catchup.ALL), deployed, deployed))
                .hasSize(4 * 24 + 1);
        assertThat(SchedulesTest.dates(caughtUp(Catchup.LATEST), deployed, "2026-01-05T01:30:00Z"))
                .containsExactly(SchedulesTest.times("2026-01-05T00:00:00Z", "2026-01-05T01:00:00Z"));
    }

    private static Dag caughtUp(Catchup catchup) {
        return SchedulesTest.dag(
                hours(10_000), schedule -> schedule.startingAt("2026-01-01").catchup(catchup));
    }

    @Test
    void oneThatThrowsStopsItsOwnScheduleAloneAndIsAskedAgain() {
        AtomicBoolean broken = new AtomicBoolean(true);
        Dag throwing = Dag.define("throwing", dag -> {
            dag.schedule(CustomTimetable.of("every hour, if the code is right", "UTC", after -> {
                if (broken.get()) {
                    throw new IllegalStateException("no holidays for 2026");
                }
                return after.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1));
            }));
            dag.action("work", () -> {});
        });
        try (DagScenario scenario = DagScenario.of(throwing, SchedulesTest.dag(hours(10_000), s -> {}))
                .startingAt(Instant.parse("2026-01-01T00:30:00Z"))) {
            scenario.advance(Duration.ofHours(5));

            assertThat(scenario.runs("throwing")).isEmpty();
            assertThat(scenario.runs("scheduled")).hasSize(5);
            assertThat(scenario.history())
                    .anyMatch(line -> line.contains("the timetable of DAG 'throwing' threw IllegalStateException: "
                            + "no holidays for 2026 when it was asked for the slot after"));

            broken.set(false);
            scenario.advance(Duration.ofHours(3));
            assertThat(scenario.runs("throwing"))
                    .as("those that were due meanwhile are late, and not lost")
                    .hasSize(8);
        }
    }

    @Test
    void itHasNoPlaceWhereTheServerWouldHaveToComputeIt() {
        assertThatThrownBy(() -> AnyOf.of(CLOSE)).hasMessageContaining("AnyOf cannot be used with CustomTimetable");
        assertThatThrownBy(() -> CustomTimetable.of(" ", "UTC", after -> null)).hasMessageContaining("description");
        Dag latest = Dag.define("latest", dag -> {
            dag.schedule(CLOSE);
            dag.latestOnly("only").before(dag.action("work", () -> {}));
        });
        try (DagScenario scenario = DagScenario.of(latest)) {
            assertThatThrownBy(scenario::now).hasMessageContaining("cannot tell of a timetable in Java");
        }
    }
}
