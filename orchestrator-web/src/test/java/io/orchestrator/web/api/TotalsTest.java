package io.orchestrator.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TotalsTest {

    private final AtomicLong now = new AtomicLong();
    private final Totals totals = new Totals(now::get);

    private long count(String list, long number, Duration takes) {
        return totals.of(list, Long.class, () -> {
            now.addAndGet(takes.toNanos());
            return number;
        });
    }

    @Test
    void what_is_counted_quickly_is_counted_each_time() {
        assertThat(count("few", 3, Duration.ofMillis(2))).isEqualTo(3);
        assertThat(count("few", 4, Duration.ofMillis(2))).isEqualTo(4);
    }

    @Test
    void what_takes_long_is_kept_for_a_while_and_for_this_list_alone() {
        assertThat(count("many", 1_000_000, Duration.ofMillis(300))).isEqualTo(1_000_000);
        assertThat(count("many", 1_000_001, Duration.ofMillis(300))).isEqualTo(1_000_000);
        assertThat(count("others", 5, Duration.ofMillis(300))).isEqualTo(5);

        now.addAndGet(Duration.ofMillis(300).multipliedBy(Totals.TIMES).toNanos());
        assertThat(count("many", 1_000_002, Duration.ofMillis(300))).isEqualTo(1_000_002);
    }

    @Test
    void nothing_is_kept_for_longer_than_somebody_would_believe_it() {
        count("all", 1, Duration.ofMinutes(1));

        now.addAndGet(Totals.LONGEST.plusMillis(1).toNanos());
        assertThat(count("all", 2, Duration.ofMinutes(1))).isEqualTo(2);
    }
}
