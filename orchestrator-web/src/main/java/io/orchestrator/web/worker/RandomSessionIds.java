package io.orchestrator.web.worker;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** UUIDv7 of the server's clock and of secure random numbers. */
@Component
class RandomSessionIds implements SessionIds {

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    RandomSessionIds(Clock clock) {
        this.clock = clock;
    }

    @Override
    public UUID next() {
        var high = (clock.millis() << 16) | 0x7000L | (random.nextLong() & 0xFFFL);
        var low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
