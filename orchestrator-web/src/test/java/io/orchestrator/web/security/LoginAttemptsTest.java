package io.orchestrator.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoginAttemptsTest {

    private final SettableClock clock = new SettableClock();
    private final LoginAttempts attempts = new LoginAttempts(clock);

    @Test
    void ten_attempts_are_looked_at_and_the_eleventh_is_not() {
        assertThat(IntStream.range(0, 10)).allMatch(number -> attempts.admit("olga", "1.1.1.1"));
        assertThat(attempts.admit("olga", "1.1.1.1")).isFalse();
        assertThat(attempts.admit("OLGA", "1.1.1.1")).isFalse();
    }

    @Test
    void another_user_or_address_is_not_held_up() {
        IntStream.range(0, 11).forEach(number -> attempts.admit("olga", "1.1.1.1"));

        assertThat(attempts.admit("olga", "2.2.2.2")).isTrue();
        assertThat(attempts.admit("otto", "1.1.1.1")).isTrue();
    }

    @Test
    void after_five_minutes_one_may_try_again() {
        IntStream.range(0, 11).forEach(number -> attempts.admit("olga", "1.1.1.1"));

        clock.now = clock.now.plus(Duration.ofMinutes(5)).minusMillis(1);
        assertThat(attempts.admit("olga", "1.1.1.1")).isFalse();
        clock.now = clock.now.plusMillis(1);
        assertThat(attempts.admit("olga", "1.1.1.1")).isTrue();
    }

    @Test
    void a_success_forgets_the_failures() {
        IntStream.range(0, 9).forEach(number -> attempts.admit("olga", "1.1.1.1"));
        attempts.succeeded("olga", "1.1.1.1");

        assertThat(IntStream.range(0, 10)).allMatch(number -> attempts.admit("olga", "1.1.1.1"));
    }

    private static final class SettableClock extends Clock {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
