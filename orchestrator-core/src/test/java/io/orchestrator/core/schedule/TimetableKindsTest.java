package io.orchestrator.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.protocol.graph.Catchup;
import io.orchestrator.protocol.graph.Exclusion;
import io.orchestrator.protocol.graph.ScheduleSpec;
import io.orchestrator.protocol.graph.ScheduleSpec.Gap;
import io.orchestrator.protocol.graph.ScheduleSpec.Overlap;
import io.orchestrator.protocol.graph.TimingSpec;
import io.orchestrator.protocol.graph.TimingSpec.Interval;
import io.orchestrator.protocol.graph.TimingSpec.WhenBusy;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimetableKindsTest {

    /** A Friday before a weekend and a holiday. */
    private static final Instant FRIDAY = Instant.parse("2026-12-18T00:00:00Z");

    private static final Exclusion CALENDAR = new Exclusion.Days(
            List.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), List.of(LocalDate.of(2026, 12, 21)), "UTC");

    @Test
    void aCalendarLeavesOutItsDays() {
        ScheduleSpec working = new ScheduleSpec.Except(cron("0 9 * * *"), List.of(CALENDAR));

        assertThat(points(working, FRIDAY, 3))
                .containsExactly(at("2026-12-18T09:00:00Z"), at("2026-12-22T09:00:00Z"), at("2026-12-23T09:00:00Z"));
        assertThat(new SeriesOf(null, new SlotList(List.of())).of(working).previous(at("2026-12-22T09:00:00Z")))
                .contains(at("2026-12-18T09:00:00Z"));
    }

    @Test
    void withDataIntervalsACalendarLeavesOutTheDaysThatRunsAreAbout() {
        Timetable timetable =
                timetable(new ScheduleSpec.Except(cron("@daily"), List.of(CALENDAR)), Interval.SINCE_PREVIOUS, FRIDAY);

        assertThat(timetable.preview("dag", FRIDAY, 2))
                .extracting(PreviewedRun::run)
                .containsExactly(
                        run("2026-12-18T00:00:00Z", "2026-12-19T00:00:00Z"),
                        run("2026-12-22T00:00:00Z", "2026-12-23T00:00:00Z"));
    }

    @Test
    void goingBackOverExcludedIntervalsFindsWhatGoingForwardFinds() {
        DueTimes times = DueTimes.of(
                new ScheduleSpec.Except(cron("0 */6 * * *"), List.of(CALENDAR)),
                new TimingSpec(Interval.SINCE_PREVIOUS, null, null, WhenBusy.QUEUE),
                new SeriesOf(null, new SlotList(List.of())));
        Instant last = times.due().next(at("2026-12-22T00:00:00Z")).orElseThrow();

        assertThat(last).isEqualTo(at("2026-12-22T06:00:00Z"));
        assertThat(times.due().previous(last)).contains(at("2026-12-19T00:00:00Z"));
    }

    @Test
    void minutesThatACronExpressionMatchesAreExcluded() {
        ScheduleSpec spec = new ScheduleSpec.Except(
                new ScheduleSpec.Every(Duration.ofHours(4)), List.of(new Exclusion.Minutes("* 0-11 * * *", "UTC")));

        assertThat(points(spec, FRIDAY, 3))
                .containsExactly(at("2026-12-18T12:00:00Z"), at("2026-12-18T16:00:00Z"), at("2026-12-18T20:00:00Z"));
    }

    @Test
    void severalSchedulesAreOneAndAnInstantOfTwoIsThereOnce() {
        ScheduleSpec any = new ScheduleSpec.AnyOf(List.of(
                cron("0 12 * * *"),
                new ScheduleSpec.Every(Duration.ofHours(12)),
                new ScheduleSpec.Events(List.of(FRIDAY.plusSeconds(7)), false)));

        assertThat(points(any, FRIDAY, 4))
                .containsExactly(FRIDAY, FRIDAY.plusSeconds(7), at("2026-12-18T12:00:00Z"), at("2026-12-19T00:00:00Z"));
    }

    @Test
    void aRecurrenceRuleGoesBackAsItGoesForward() {
        Slots lastFriday = RecurrenceTimesTest.slots("FREQ=MONTHLY;BYDAY=-1FR;BYHOUR=8", "2026-01-01T00:00:00", "UTC");

        assertThat(lastFriday.next(FRIDAY)).contains(at("2026-12-25T08:00:00Z"));
        assertThat(lastFriday.previous(at("2026-12-25T08:00:00Z"))).contains(at("2026-11-27T08:00:00Z"));
        assertThat(lastFriday.previous(at("2026-01-30T08:00:00Z"))).isEmpty();
    }

    @Test
    void aLengthIsThatTimeBeforeTheRun() {
        Timetable timetable = Timetable.of(
                cron("30 6 * * MON"),
                new TimingSpec(Interval.LENGTH, Duration.ofDays(7), null, WhenBusy.QUEUE),
                Catchup.NONE,
                null,
                null);

        assertThat(timetable.preview("dag", FRIDAY, 1))
                .extracting(PreviewedRun::run)
                .containsExactly(run("2026-12-14T06:30:00Z", "2026-12-21T06:30:00Z"));
    }

    @Test
    void jitterIsAlwaysTheSameAndKeepsTheOrderOfRuns() {
        Timetable timetable = Timetable.of(
                new ScheduleSpec.Every(Duration.ofMinutes(10)),
                new TimingSpec(Interval.POINT, null, Duration.ofHours(2), WhenBusy.QUEUE),
                Catchup.NONE,
                null,
                null);
        List<DueRun> runs = timetable.between("dag", FRIDAY, FRIDAY.plusSeconds(86_400), 200);

        assertThat(runs).isEqualTo(timetable.between("dag", FRIDAY, FRIDAY.plusSeconds(86_400), 200));
        assertThat(runs).isSortedAccordingTo((one, other) -> one.runAfter().compareTo(other.runAfter()));
        assertThat(runs.stream()
                        .map(run -> Duration.between(run.slot(), run.runAfter()))
                        .distinct())
                .hasSizeGreaterThan(100);
        assertThat(timetable.between("other", FRIDAY, FRIDAY, 1)).isNotEqualTo(runs.subList(0, 1));
    }

    @Test
    void aScheduleWithoutAnyInstantIsRefused() {
        ScheduleSpec never = new ScheduleSpec.Except(cron("0 9 * * SAT"), List.of(CALENDAR));

        assertThat(points(never, FRIDAY, 1)).isEmpty();
    }

    private static List<Instant> points(ScheduleSpec spec, Instant from, int n) {
        return timetable(spec, Interval.POINT, null).preview("dag", from, n).stream()
                .map(run -> run.run().slot())
                .toList();
    }

    private static Timetable timetable(ScheduleSpec spec, Interval interval, @Nullable Instant start) {
        return Timetable.of(spec, new TimingSpec(interval, null, null, WhenBusy.QUEUE), Catchup.ALL, start, null);
    }

    private static DueRun run(String start, String end) {
        return new DueRun(at(end), at(start), at(start), at(end), at(end));
    }

    private static ScheduleSpec cron(String expression) {
        return new ScheduleSpec.Cron(expression, "UTC", Gap.RUN_AT_GAP_END, Overlap.FIRST);
    }

    private static Instant at(String instant) {
        return Instant.parse(instant);
    }
}
