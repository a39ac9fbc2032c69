package io.orchestrator.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RefreshPaceTest {

    private final AtomicLong now = new AtomicLong();
    private final RefreshPace pace = new RefreshPace(now::get);

    private void refreshes(Duration each) {
        IntStream.range(0, 100).forEach(i -> pace.refreshed(each.toNanos()));
    }

    private void changes(int perSecond, int seconds) {
        for (int second = 0; second < seconds; second++) {
            IntStream.range(0, perSecond).forEach(i -> pace.changed());
            now.addAndGet(Duration.ofSeconds(1).toNanos());
        }
    }

    @Test
    void one_page_follows_every_change_of_a_calm_engine() {
        refreshes(Duration.ofMillis(50));
        changes(3, 10);
        assertThat(pace.rest(1)).isEqualTo(RefreshPace.SHORTEST);
    }

    @Test
    void many_pages_share_half_a_processor_while_little_happens() {
        refreshes(Duration.ofMillis(50));
        assertThat(pace.rest(20)).isBetween(Duration.ofMillis(1900), Duration.ofMillis(2000));
    }

    @Test
    void the_more_an_engine_does_the_less_is_left_for_pages() {
        refreshes(Duration.ofMillis(50));
        changes(30, 10);
        assertThat(pace.rest(10)).isBetween(Duration.ofMillis(3900), Duration.ofMillis(4100));
        changes(2000, 10);
        assertThat(pace.rest(20)).isEqualTo(RefreshPace.LONGEST);
    }

    @Test
    void what_was_busy_is_forgotten() {
        refreshes(Duration.ofMillis(50));
        changes(2000, 10);
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        pace.rest(1);
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(pace.rest(1)).isLessThan(Duration.ofMillis(300));
    }
}
