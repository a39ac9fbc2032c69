package io.orchestrator.core.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.protocol.graph.RetrySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryDelayTest {

    private static final String KEY = "dag/task/run";

    @Test
    void aFixedDelayIsTakenAsItIsAndNeverCapped() {
        RetrySpec spec = new RetrySpec(3, Duration.ofMillis(1500), 1.0, Duration.ofSeconds(1), true);

        assertThat(RetryDelay.of(spec, 7, KEY)).isEqualTo(Duration.ofMillis(1500));
    }

    @Test
    void aGrowingDelayIsMultipliedForEachFurtherTry() {
        RetrySpec spec = new RetrySpec(9, Duration.ofSeconds(10), 3.0, Duration.ofHours(1), false);

        assertThat(IntStream.rangeClosed(1, 4).mapToObj(n -> RetryDelay.of(spec, n, KEY)))
                .containsExactly(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(90),
                        Duration.ofSeconds(270));
    }

    @Test
    void aGrowingDelayIsAWholeNumberOfSecondsAndAtLeastOne() {
        RetrySpec tenth = new RetrySpec(9, Duration.ofMillis(100), 2.0, Duration.ofHours(1), false);

        assertThat(RetryDelay.of(tenth, 1, KEY)).isEqualTo(Duration.ofSeconds(1));
        assertThat(RetryDelay.of(tenth, 6, KEY)).isEqualTo(Duration.ofSeconds(4));
        RetrySpec none = new RetrySpec(9, Duration.ZERO, 2.0, Duration.ofHours(1), true);
        assertThat(RetryDelay.of(none, Integer.MAX_VALUE, KEY)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void jitterIsTheSameForTheSameAttemptAndStaysBelowTwiceTheDelay() {
        RetrySpec spec = new RetrySpec(9, Duration.ofSeconds(100), 2.0, Duration.ofHours(1), true);

        assertThat(RetryDelay.of(spec, 2, KEY)).isEqualTo(RetryDelay.of(spec, 2, KEY));
        assertThat(IntStream.range(0, 1000).mapToObj(i -> RetryDelay.of(spec, 2, "run" + i)))
                .allSatisfy(delay -> assertThat(delay).isBetween(Duration.ofSeconds(200), Duration.ofSeconds(399)))
                .satisfies(delays -> assertThat(delays.stream().distinct()).hasSizeGreaterThan(150));
    }

    @Test
    void noTryOverflowsAndTheMaximumHolds() {
        RetrySpec spec = new RetrySpec(9, Duration.ofDays(365_000), 1000.0, Duration.ofMillis(90_500), true);

        assertThat(RetryDelay.of(spec, Integer.MAX_VALUE, KEY)).isEqualTo(Duration.ofMillis(90_500));
        assertThat(RetryDelay.of(spec, 1, KEY)).isEqualTo(Duration.ofMillis(90_500));
    }

    @Test
    void aRetryStartsStrictlyAfterItsDelay() {
        Instant ended = Instant.parse("2026-01-01T00:00:00Z");

        assertThat(RetryDelay.isOver(ended, Duration.ofSeconds(5), ended.plusSeconds(5)))
                .isFalse();
        assertThat(RetryDelay.isOver(
                        ended, Duration.ofSeconds(5), ended.plusSeconds(5).plusNanos(1)))
                .isTrue();
    }
}
