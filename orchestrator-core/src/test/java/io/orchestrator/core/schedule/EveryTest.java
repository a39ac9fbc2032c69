package io.orchestrator.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EveryTest {

    private static final Instant ANCHOR = Instant.parse("2026-01-01T00:30:00Z");

    private final Every every = new Every(Duration.ofMinutes(45), ANCHOR);

    @Test
    void theAnchorIsOneOfItsInstants() {
        assertThat(every.atOrAfter(ANCHOR)).contains(ANCHOR);
        assertThat(every.next(ANCHOR)).contains(Instant.parse("2026-01-01T01:15:00Z"));
        assertThat(every.previous(ANCHOR)).contains(Instant.parse("2025-12-31T23:45:00Z"));
    }

    @Test
    void instantsBeforeTheAnchorAreEquidistantToo() {
        Instant before = Instant.parse("2025-12-31T23:00:00.000000001Z");

        assertThat(every.previous(before)).contains(Instant.parse("2025-12-31T23:00:00Z"));
        assertThat(every.next(before)).contains(Instant.parse("2025-12-31T23:45:00Z"));
        assertThat(every.next(Instant.parse("2025-12-31T22:59:59Z"))).contains(Instant.parse("2025-12-31T23:00:00Z"));
    }
}
