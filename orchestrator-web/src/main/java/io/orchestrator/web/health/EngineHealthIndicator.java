package io.orchestrator.web.health;

import io.orchestrator.core.engine.Engine;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether the engine of this server works: a turn has ended well a short while ago. What else answers tells nothing of that. */
@Component
final class EngineHealthIndicator implements HealthIndicator {

    /** An idle turn ends within seconds: this long without one, and the engine is stuck. */
    private static final Duration STUCK = Duration.ofSeconds(30);

    private final Engine engine;

    EngineHealthIndicator(Engine engine) {
        this.engine = engine;
    }

    /** @param health as the engine says */
    static boolean isWell(Engine.Health health) {
        return health.serving() && health.lastTurnAgeMillis() < STUCK.toMillis();
    }

    @Override
    public Health health() {
        return (isWell(engine.health()) ? Health.up() : Health.outOfService()).build();
    }
}
