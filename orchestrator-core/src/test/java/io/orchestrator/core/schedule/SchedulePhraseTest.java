package io.orchestrator.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.protocol.graph.ScheduleSpec;
import io.orchestrator.protocol.graph.ScheduleSpec.Gap;
import io.orchestrator.protocol.graph.ScheduleSpec.Overlap;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulePhraseTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@daily          | every day at 00:00 Europe/Berlin",
                "5 18 * * *      | every day at 18:05 Europe/Berlin",
                "0 6 * * 1-5     | Monday to Friday at 06:00 Europe/Berlin",
                "0 6 * * MON,THU | every Monday, Thursday at 06:00 Europe/Berlin",
                "@weekly         | every Sunday at 00:00 Europe/Berlin",
                "@monthly        | on day 1 of every month at 00:00 Europe/Berlin",
                "@hourly         | every hour at :00 Europe/Berlin",
                "*/15 * * * *    | every 15 minutes Europe/Berlin",
                "* * * * *       | every minute Europe/Berlin",
                "*/25 * * * *    | */25 * * * * Europe/Berlin",
                "5/15 * * * *    | 5/15 * * * * Europe/Berlin",
                "0 0-23 * * *    | 0 0-23 * * * Europe/Berlin",
                "0 6 L * *       | 0 6 L * * Europe/Berlin",
                "0 6 29 2 *      | 0 6 29 2 * Europe/Berlin",
                "@yearly         | @yearly Europe/Berlin"
            })
    void cronInWords(String expression, String phrase) {
        assertThat(SchedulePhrase.of(
                        new ScheduleSpec.Cron(expression, "Europe/Berlin", Gap.RUN_AT_GAP_END, Overlap.FIRST)))
                .isEqualTo(phrase);
    }

    @Test
    void otherSchedulesInWords() {
        assertThat(SchedulePhrase.of(new ScheduleSpec.Every(Duration.ofHours(1))))
                .isEqualTo("every hour");
        assertThat(SchedulePhrase.of(new ScheduleSpec.Every(Duration.ofMinutes(90))))
                .isEqualTo("every 1 hour 30 minutes");
        assertThat(SchedulePhrase.of(new ScheduleSpec.Every(Duration.ofSeconds(2))))
                .isEqualTo("every 2 seconds");
        assertThat(SchedulePhrase.of(new ScheduleSpec.Once())).isEqualTo("once");
        assertThat(SchedulePhrase.of(new ScheduleSpec.Manual())).isEqualTo("by hand");
    }
}
