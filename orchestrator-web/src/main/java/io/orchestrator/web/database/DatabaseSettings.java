package io.orchestrator.web.database;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the server uses its database; where it is stands in {@code spring.datasource.url}, {@code username} and {@code
 * password}.
 *
 * @param enginePool connections for the engine loop, the bundle store and Quartz
 * @param logPool connections that write logs, so that logs never hold up the engine
 * @param patience how long a caller waits for a free connection
 */
@ConfigurationProperties("orchestrator.database")
public record DatabaseSettings(
        @DefaultValue("8") int enginePool,
        @DefaultValue("3") int logPool,
        @DefaultValue("5s") Duration patience) {

    public DatabaseSettings {
        if (enginePool < 2 || logPool < 1) {
            throw new IllegalArgumentException(
                    ("orchestrator.database.engine-pool is %d and orchestrator.database.log-pool"
                                    + " is %d; they must be at least 2 and 1")
                            .formatted(enginePool, logPool));
        }
    }
}
