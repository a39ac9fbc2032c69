package io.orchestrator.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.protocol.graph.ScheduleSpec;
import io.orchestrator.protocol.graph.ScheduleSpec.Gap;
import io.orchestrator.protocol.graph.ScheduleSpec.Overlap;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SchedulePreviewTest {

    private static final Instant FROM = Instant.parse("2026-03-28T01:00:00Z");

    @Test
    void marksTheDayOnWhichClocksChange() {
        ScheduleSpec nightly = new ScheduleSpec.Cron("30 2 * * *", "Europe/Berlin", Gap.RUN_AT_GAP_END, Overlap.FIRST);

        assertThat(SchedulePreview.of(nightly, null, null, FROM, 3))
                .containsExactly(
                        new PreviewedRun(Instant.parse("2026-03-28T01:30:00Z"), false),
                        new PreviewedRun(Instant.parse("2026-03-29T01:00:00Z"), true),
                        new PreviewedRun(Instant.parse("2026-03-30T00:30:00Z"), false));
    }

    @Test
    void marksADayThatBeginsWithAClockChange() {
        ScheduleSpec nightly = new ScheduleSpec.Cron("0 0 * * *", "America/Havana", Gap.RUN_AT_GAP_END, Overlap.FIRST);

        assertThat(SchedulePreview.of(nightly, Instant.parse("2026-03-07T06:00:00Z"), null, Instant.EPOCH, 2))
                .containsExactly(
                        new PreviewedRun(Instant.parse("2026-03-08T05:00:00Z"), true),
                        new PreviewedRun(Instant.parse("2026-03-09T04:00:00Z"), false));
    }

    @Test
    void keepsToTheBoundsOfTheSchedule() {
        ScheduleSpec every = new ScheduleSpec.Every(Duration.ofHours(1));

        assertThat(SchedulePreview.of(every, FROM.plusSeconds(60), FROM.plusSeconds(4000), FROM, 10))
                .extracting(PreviewedRun::at)
                .containsExactly(FROM.plusSeconds(60), FROM.plusSeconds(3660));
    }

    @Test
    void showsOneRunOrNone() {
        assertThat(SchedulePreview.of(new ScheduleSpec.Once(), FROM, null, FROM, 10))
                .hasSize(1);
        assertThat(SchedulePreview.of(new ScheduleSpec.Once(), FROM, null, FROM.plusNanos(1), 10))
                .isEmpty();
        assertThat(SchedulePreview.of(new ScheduleSpec.Manual(), null, null, FROM, 10))
                .isEmpty();
    }
}
