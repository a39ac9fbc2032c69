package io.orchestrator.web.worker;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the server promises to workers.
 *
 * @param lease how long a session lives after a heartbeat
 * @param heartbeat how often a worker sends one, at most a third of the lease
 * @param ping how often a held connection says that it lives, at most 5 seconds
 */
@ConfigurationProperties("orchestrator.worker")
public record WorkerSettings(
        @DefaultValue("30s") Duration lease,
        @DefaultValue("5s") Duration heartbeat,
        @DefaultValue("5s") Duration ping) {

    public WorkerSettings {
        if (heartbeat.isNegative()
                || heartbeat.isZero()
                || heartbeat.multipliedBy(3).compareTo(lease) > 0) {
            throw new IllegalArgumentException(
                    "orchestrator.worker.heartbeat is %s; it must be more than zero and at most a third of the lease, %s"
                            .formatted(heartbeat, lease));
        }
        if (ping.isNegative() || ping.isZero() || ping.compareTo(Duration.ofSeconds(5)) > 0) {
            throw new IllegalArgumentException(
                    "orchestrator.worker.ping is %s; it must be more than zero and at most 5 seconds".formatted(ping));
        }
    }
}
