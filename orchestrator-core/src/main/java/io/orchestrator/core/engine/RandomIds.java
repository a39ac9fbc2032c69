package io.orchestrator.core.engine;

import io.orchestrator.core.run.RunKeys;
import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Ids from a source of randomness. Thread-safe if the source is. */
public final class RandomIds implements IdSource {

    private static final int LOW_MASK = (1 << RunKeys.LOW_BITS) - 1;

    private final RandomGenerator random;
    private long lastRunKey;

    /** @param random a {@link java.security.SecureRandom} in production: attempt ids are fences */
    public RandomIds(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public UUID uuid(Instant now) {
        long high = (now.toEpochMilli() << 16) | 0x7000L | (random.nextLong() & 0x0fffL);
        long low = (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low);
    }

    @Override
    public synchronized long runKey(Instant now) {
        long key = RunKeys.since(now) | (random.nextInt() & LOW_MASK);
        lastRunKey = Math.max(key, lastRunKey + 1);
        return lastRunKey;
    }
}
