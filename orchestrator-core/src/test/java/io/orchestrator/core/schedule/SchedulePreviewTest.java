package io.orchestrator.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.protocol.graph.Catchup;
import io.orchestrator.protocol.graph.ScheduleSpec;
import io.orchestrator.protocol.graph.ScheduleSpec.Gap;
import io.orchestrator.protocol.graph.ScheduleSpec.Overlap;
import io.orchestrator.protocol.graph.TimingSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SchedulePreviewTest {

    private static final Instant FROM = Instant.parse("2026-03-28T01:00:00Z");

    @Test
    void marksTheDayOnWhichClocksChange() {
        ScheduleSpec nightly = new ScheduleSpec.Cron("30 2 * * *", "Europe/Berlin", Gap.RUN_AT_GAP_END, Overlap.FIRST);

        assertThat(preview(nightly, null, null, FROM, 3))
                .containsExactly(
                        previewed("2026-03-28T01:30:00Z", false),
                        previewed("2026-03-29T01:00:00Z", true),
                        previewed("2026-03-30T00:30:00Z", false));
    }

    @Test
    void marksADayThatBeginsWithAClockChange() {
        ScheduleSpec nightly = new ScheduleSpec.Cron("0 0 * * *", "America/Havana", Gap.RUN_AT_GAP_END, Overlap.FIRST);

        assertThat(preview(nightly, Instant.parse("2026-03-07T06:00:00Z"), null, Instant.EPOCH, 2))
                .containsExactly(previewed("2026-03-08T05:00:00Z", true), previewed("2026-03-09T04:00:00Z", false));
    }

    @Test
    void keepsToTheBoundsOfTheSchedule() {
        ScheduleSpec every = new ScheduleSpec.Every(Duration.ofHours(1));

        assertThat(preview(every, FROM.plusSeconds(60), FROM.plusSeconds(4000), FROM, 10))
                .extracting(run -> run.run().slot())
                .containsExactly(FROM.plusSeconds(60), FROM.plusSeconds(3660));
    }

    @Test
    void showsOneRunOrNone() {
        assertThat(preview(new ScheduleSpec.Once(), FROM, null, FROM, 10)).hasSize(1);
        assertThat(preview(new ScheduleSpec.Once(), FROM, null, FROM.plusNanos(1), 10))
                .isEmpty();
        assertThat(preview(new ScheduleSpec.Manual(), null, null, FROM, 10)).isEmpty();
    }

    private static List<PreviewedRun> preview(
            ScheduleSpec spec, @Nullable Instant start, @Nullable Instant end, Instant from, int n) {
        return Timetable.of(spec, TimingSpec.PLAIN, Catchup.ALL, start, end).preview("dag", from, n);
    }

    private static PreviewedRun previewed(String slot, boolean clockChange) {
        return new PreviewedRun(DueRun.at(Instant.parse(slot)), clockChange);
    }
}
