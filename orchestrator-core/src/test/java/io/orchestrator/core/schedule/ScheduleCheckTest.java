package io.orchestrator.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.ScheduleSpec;
import io.orchestrator.protocol.graph.ScheduleSpec.Gap;
import io.orchestrator.protocol.graph.ScheduleSpec.Overlap;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ScheduleCheckTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void aGoodScheduleHasNoFaults() {
        assertThat(ScheduleCheck.faults(cron("@daily", "Europe/Berlin"), START, START))
                .isEmpty();
        assertThat(ScheduleCheck.faults(new ScheduleSpec.Every(Duration.ofSeconds(1)), null, null))
                .isEmpty();
        assertThat(ScheduleCheck.faults(new ScheduleSpec.Once(), null, null)).isEmpty();
    }

    @Test
    void everyFaultIsNamed() {
        assertThat(ScheduleCheck.faults(cron("0 0 31 4 *", "Mars/Olympus"), START, START.minusSeconds(1)))
                .satisfiesExactly(
                        fault -> assertThat(fault).contains("'0 0 31 4 *'").contains("no date ever matches"),
                        fault -> assertThat(fault).contains("'Mars/Olympus' is unknown"),
                        fault -> assertThat(fault).contains("before its start date"));
    }

    @Test
    void intervalsAndDatesHaveBounds() {
        assertThat(ScheduleCheck.faults(new ScheduleSpec.Every(Duration.ofMillis(999)), null, null))
                .containsExactly("The schedule's interval is PT0.999S; use one from 1 second to 100 years.");
        assertThat(ScheduleCheck.faults(new ScheduleSpec.Every(Duration.ofSeconds(1, 1)), null, null))
                .containsExactly("The schedule's interval is PT1.000000001S; use whole milliseconds.");
        assertThat(ScheduleCheck.faults(new ScheduleSpec.Once(), Instant.MIN, Instant.MAX))
                .hasSize(2);
    }

    @Test
    void fieldsThatAreMissingInJsonAreFaults() {
        ScheduleSpec cron = Json.MAPPER.readValue("{\"type\":\"cron\"}", ScheduleSpec.class);
        ScheduleSpec every = Json.MAPPER.readValue("{\"type\":\"every\"}", ScheduleSpec.class);

        assertThat(ScheduleCheck.faults(cron, null, null)).hasSize(2);
        assertThat(ScheduleCheck.faults(every, null, null)).hasSize(1);
        assertThat(ScheduleCheck.faults(null, null, null)).hasSize(1);
    }

    private static ScheduleSpec cron(String expression, String zone) {
        return new ScheduleSpec.Cron(expression, zone, Gap.RUN_AT_GAP_END, Overlap.FIRST);
    }
}
