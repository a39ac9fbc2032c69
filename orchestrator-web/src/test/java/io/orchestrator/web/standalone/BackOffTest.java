package io.orchestrator.web.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackOffTest {

    private static final Duration AT_ONCE = Duration.ofMillis(5);

    @Test
    void waitsTwiceAsLongAfterEachDeathUpToHalfAMinute() {
        BackOff first = BackOff.none().afterDeath(AT_ONCE);
        BackOff second = first.afterDeath(AT_ONCE);
        BackOff many = second;
        for (int i = 0; i < 20; i++) {
            many = many.afterDeath(AT_ONCE);
        }

        assertThat(first.delay()).isEqualTo(Duration.ofMillis(500));
        assertThat(second.delay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(many.delay()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aLongLifeStartsTheCountAnew() {
        BackOff impatient =
                BackOff.none().afterDeath(AT_ONCE).afterDeath(AT_ONCE).afterDeath(AT_ONCE);

        assertThat(impatient.afterDeath(Duration.ofMinutes(1)).delay()).isEqualTo(Duration.ofMillis(500));
    }
}
