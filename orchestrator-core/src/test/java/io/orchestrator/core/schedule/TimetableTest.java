package io.orchestrator.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.protocol.graph.Catchup;
import io.orchestrator.protocol.graph.ScheduleSpec;
import io.orchestrator.protocol.graph.ScheduleSpec.Gap;
import io.orchestrator.protocol.graph.ScheduleSpec.Overlap;
import io.orchestrator.protocol.graph.TimingSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimetableTest {

    private static final ScheduleSpec DAILY = new ScheduleSpec.Cron("@daily", "UTC", Gap.RUN_AT_GAP_END, Overlap.FIRST);
    private static final Instant START = day(1);
    private static final Instant NOW = day(10).plusSeconds(3600);

    @Test
    void allRunsEveryMissedSlotFromTheStartDate() {
        assertThat(due(DAILY, Catchup.ALL, START, null, state(NOW, null)))
                .hasSize(10)
                .startsWith(day(1), day(2));
    }

    @Test
    void allGoesOnAfterTheLastSlotHoweverLongItWasPaused() {
        assertThat(due(DAILY, Catchup.ALL, null, null, state(NOW, day(7)))).containsExactly(day(8), day(9), day(10));
    }

    @Test
    void latestJumpsToTheNewestMissedSlot() {
        assertThat(due(DAILY, Catchup.LATEST, START, null, state(NOW, null))).containsExactly(day(10));
        assertThat(due(DAILY, Catchup.LATEST, START, null, state(NOW, day(7)))).containsExactly(day(10));
        assertThat(due(DAILY, Catchup.LATEST, START, null, state(NOW, day(10)))).isEmpty();
    }

    @Test
    void latestRunsAllThatFallDueLater() {
        DagSchedule state = state(NOW, day(10));

        assertThat(next(DAILY, Catchup.LATEST, START, null, state, NOW)).contains(day(11));
        assertThat(next(DAILY, Catchup.LATEST, START, null, state, day(11))).contains(day(11));
    }

    @Test
    void latestOfAnEndedScheduleIsItsLastSlot() {
        assertThat(due(DAILY, Catchup.LATEST, START, day(5), state(NOW, null))).containsExactly(day(5));
    }

    @Test
    void noneRunsOnlyWhatFallsDueAfterActivation() {
        assertThat(next(DAILY, Catchup.NONE, START, null, state(NOW, null), NOW))
                .contains(day(11));
        assertThat(next(DAILY, Catchup.NONE, START, null, state(NOW, day(3)), NOW))
                .contains(day(11));
        assertThat(due(DAILY, Catchup.NONE, START, null, state(day(8), null)))
                .as("the server was away after activation")
                .containsExactly(day(8), day(9), day(10));
    }

    @Test
    void nothingRunsBeforeTheStartDateOrAfterTheEndDate() {
        assertThat(next(DAILY, Catchup.NONE, day(20), null, state(NOW, null), NOW))
                .contains(day(20));
        assertThat(due(DAILY, Catchup.ALL, START, day(3), state(NOW, null))).containsExactly(day(1), day(2), day(3));
        assertThat(next(DAILY, Catchup.ALL, START, day(3), state(NOW, day(3)), NOW))
                .isEmpty();
    }

    @Test
    void withoutAStartDateNothingBeforeActivationRuns() {
        for (Catchup catchup : Catchup.values()) {
            assertThat(next(DAILY, catchup, null, null, state(NOW, null), NOW)).contains(day(11));
            assertThat(next(DAILY, catchup, null, null, state(day(9), null), day(9)))
                    .contains(day(9));
        }
    }

    @Test
    void anIntervalCountsFromTheStartDate() {
        ScheduleSpec hourly = new ScheduleSpec.Every(Duration.ofHours(36));

        assertThat(due(hourly, Catchup.ALL, START.plusSeconds(7), null, state(NOW, null)))
                .startsWith(START.plusSeconds(7), START.plusSeconds(7).plus(Duration.ofHours(36)))
                .hasSize(7);
        assertThat(next(hourly, Catchup.NONE, null, null, state(NOW, null), NOW)
                                .orElseThrow()
                                .getEpochSecond()
                        % (36 * 3600))
                .isZero();
    }

    @Test
    void onceRunsOnce() {
        ScheduleSpec once = new ScheduleSpec.Once();

        assertThat(next(once, Catchup.NONE, START, null, state(NOW, null), NOW)).contains(START);
        assertThat(next(once, Catchup.NONE, null, null, state(NOW, null), NOW)).contains(NOW);
        assertThat(next(once, Catchup.ALL, START, null, state(NOW, START), NOW)).isEmpty();
    }

    @Test
    void aManualScheduleNeverRuns() {
        assertThat(next(new ScheduleSpec.Manual(), Catchup.ALL, START, null, state(NOW, null), NOW))
                .isEmpty();
    }

    @Test
    void aSlotFinerThanTheDatabaseKeepsDoesNotComeTwice() {
        ScheduleSpec every = new ScheduleSpec.Every(Duration.ofHours(1));
        Instant start = START.plusNanos(123_456_789);
        Instant first =
                next(every, Catchup.ALL, start, null, state(NOW, null), NOW).orElseThrow();

        assertThat(first).isEqualTo(START.plusNanos(123_456_000));
        assertThat(next(every, Catchup.ALL, start, null, state(NOW, first), NOW))
                .contains(first.plusSeconds(3600));
    }

    @Test
    void aRunFiresAtThePointAndItsIntervalHasNoLength() {
        Instant point = day(11);

        assertThat(timetable(DAILY, Catchup.NONE, null, null).next(state(NOW, null), NOW))
                .contains(new DueRun(point, point, point, point, point));
    }

    /** The slots that an engine would create runs for by now. */
    private static List<Instant> due(
            ScheduleSpec spec, Catchup catchup, @Nullable Instant start, @Nullable Instant end, DagSchedule from) {
        List<Instant> slots = new ArrayList<>();
        DagSchedule state = from;
        Optional<Instant> slot = next(spec, catchup, start, end, state, NOW);
        while (slot.isPresent() && !slot.get().isAfter(NOW)) {
            slots.add(slot.get());
            state = state(from.activatedAt(), slot.get());
            slot = next(spec, catchup, start, end, state, NOW);
        }
        return slots;
    }

    private static Optional<Instant> next(
            ScheduleSpec spec,
            Catchup catchup,
            @Nullable Instant start,
            @Nullable Instant end,
            DagSchedule state,
            Instant now) {
        return timetable(spec, catchup, start, end).next(state, now).map(DueRun::slot);
    }

    private static Timetable timetable(
            ScheduleSpec spec, Catchup catchup, @Nullable Instant start, @Nullable Instant end) {
        return Timetable.of(spec, TimingSpec.PLAIN, catchup, start, end);
    }

    private static DagSchedule state(Instant activatedAt, @Nullable Instant lastSlot) {
        return new DagSchedule("dag", activatedAt, lastSlot, null);
    }

    private static Instant day(int day) {
        return Instant.parse("2026-05-01T00:00:00Z").plus(Duration.ofDays(day - 1));
    }
}
