package io.orchestrator.worker.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeaseTest {

    final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);
    final Lease lease = new Lease(Duration.ofSeconds(3), now::get);

    @Test
    void aLeaseThatWasNeverGrantedIsOver() {
        assertThat(lease.nanosLeft()).isZero();
    }

    @Test
    void theLeaseCountsFromWhenItWasAskedForAndEndsAMarginEarlier() {
        long sentAt = now.get();
        pass(Duration.ofSeconds(2));
        lease.renewed(sentAt, 30_000);

        assertThat(left()).isEqualTo(Duration.ofSeconds(25));
    }

    @Test
    void theMarginIsNeverMoreThanAQuarterOfTheLease() {
        lease.renewed(now.get(), 1_200);

        assertThat(left()).isEqualTo(Duration.ofMillis(900));
    }

    @Test
    void anAnswerThatComesLateDoesNotShortenTheLease() {
        long older = now.get();
        pass(Duration.ofSeconds(5));
        lease.renewed(now.get(), 30_000);
        lease.renewed(older, 30_000);

        assertThat(left()).isEqualTo(Duration.ofSeconds(27));
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private Duration left() {
        return Duration.ofNanos(lease.nanosLeft());
    }
}
