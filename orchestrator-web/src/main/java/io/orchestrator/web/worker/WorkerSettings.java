package io.orchestrator.web.worker;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the server holds the connections of workers.
 *
 * @param ping how often a held connection says that it lives: at most 5 seconds, as the protocol promises
 */
@ConfigurationProperties("orchestrator.worker")
record WorkerSettings(@DefaultValue("5s") Duration ping) {

    private static final Duration PROMISED = Duration.ofSeconds(5);

    WorkerSettings {
        if (ping.isNegative() || ping.isZero() || ping.compareTo(PROMISED) > 0) {
            throw new IllegalArgumentException(
                    "orchestrator.worker.ping is %s; it must be more than zero and at most %s"
                            .formatted(ping, PROMISED));
        }
    }
}
