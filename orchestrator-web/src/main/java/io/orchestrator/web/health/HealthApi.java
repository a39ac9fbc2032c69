package io.orchestrator.web.health;

import io.orchestrator.core.engine.Engine;
import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;

/** Whether the server is well. Everybody may ask, so it tells no more than that. */
@ApiEndpoint
@Needs(Right.ANYBODY)
class HealthApi {

    private final Engine engine;
    private final JdbcClient database;
    private final Clock clock;

    HealthApi(Engine engine, JdbcClient database, Clock clock) {
        this.engine = engine;
        this.database = database;
        this.clock = clock;
    }

    record Health(Part metadatabase, Scheduler scheduler, Triggerer triggerer, DagProcessor dagProcessor) {}

    record Part(String status) {}

    /**
     * @param latestSchedulerHeartbeat when the engine last ended a turn well; null: this server has no lease just now
     */
    record Scheduler(String status, @Nullable Instant latestSchedulerHeartbeat) {}

    /** There is no such process: waiting costs nothing here. */
    record Triggerer(@Nullable String status, @Nullable Instant latestTriggererHeartbeat) {}

    /** There is no such process: the engine's server describes bundles. */
    record DagProcessor(@Nullable String status, @Nullable Instant latestDagProcessorHeartbeat) {}

    @GetMapping("/api/v2/monitor/health")
    Health health() {
        return new Health(
                new Part(word(databaseAnswers())),
                scheduler(),
                new Triggerer(null, null),
                new DagProcessor(null, null));
    }

    private Scheduler scheduler() {
        var health = engine.health();
        if (!health.serving()) {
            return new Scheduler(word(false), null);
        }
        var age = Duration.ofMillis(health.lastTurnAgeMillis());
        return new Scheduler(
                word(EngineHealthIndicator.isWell(health)), clock.instant().minus(age));
    }

    private boolean databaseAnswers() {
        try {
            return database.sql("SELECT true").query(Boolean.class).single();
        } catch (DataAccessException e) {
            return false;
        }
    }

    private static String word(boolean well) {
        return well ? "healthy" : "unhealthy";
    }
}
