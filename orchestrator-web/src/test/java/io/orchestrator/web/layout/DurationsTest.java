package io.orchestrator.web.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "PT0S, <0.1s",
        "PT0.05S, <0.1s",
        "PT0.12S, 0.1s",
        "PT9.99S, 9.9s",
        "PT10S, 10s",
        "PT59.9S, 59s",
        "PT1M, 1m 00s",
        "PT59M59S, 59m 59s",
        "PT1H5M, 1h 05m",
        "PT23H59M, 23h 59m",
        "PT24H, 1d 00h",
        "PT-5S, 0s"
    })
    void are_said_in_two_units_at_most(Duration duration, String phrase) {
        assertThat(Durations.phrase(duration)).isEqualTo(phrase);
    }

    @Test
    void what_has_not_begun_takes_no_time() {
        assertThat(Durations.span(null, null, NOON)).isEqualTo(Durations.Span.NONE);
    }

    @Test
    void what_goes_on_grows_from_its_start() {
        assertThat(Durations.span(NOON.minusSeconds(30), null, NOON))
                .isEqualTo(new Durations.Span("30s", NOON.minusSeconds(30)));
    }

    @Test
    void what_is_over_does_not_grow() {
        assertThat(Durations.span(NOON.minusSeconds(30), NOON.minusSeconds(10), NOON))
                .isEqualTo(new Durations.Span("20s", null));
    }
}
