package io.orchestrator.core.engine;

import io.orchestrator.core.decide.ShareSettings;
import io.orchestrator.core.notify.NotifyRules;
import java.time.Duration;

/**
 * The engine's settings.
 *
 * @param lease how long a worker session lives after a heartbeat
 * @param serverLease how long a server owns its DAGs after it has renewed its lease, which it does each pass
 * @param heartbeat how often a worker sends one; at most a third of the lease
 * @param lostBudget how many attempts of a task instance may be lost with their workers before it fails
 * @param pass how often the idle loop looks for what no message told it: a lost ring, an ended lease
 * @param runsPerTurn how many due runs one turn creates at most
 * @param outputCacheBytes how much of recent outputs is kept for successors
 * @param pausedAtCreation whether a new DAG starts paused
 * @param shares of classes of work in the places at workers
 * @param notifications who is told of what, whatever DAGs ask for
 */
public record EngineSettings(
        Duration lease,
        Duration serverLease,
        Duration heartbeat,
        int lostBudget,
        Duration pass,
        int runsPerTurn,
        long outputCacheBytes,
        boolean pausedAtCreation,
        ShareSettings shares,
        NotifyRules notifications) {

    public static final EngineSettings DEFAULT = new EngineSettings(
            Duration.ofSeconds(30),
            Duration.ofSeconds(8),
            Duration.ofSeconds(5),
            5,
            Duration.ofSeconds(2),
            100,
            32L * 1024 * 1024,
            false,
            ShareSettings.DEFAULT,
            NotifyRules.NONE);

    public EngineSettings {
        if (pass.multipliedBy(3).compareTo(serverLease) > 0) {
            throw new IllegalArgumentException("the pass " + pass + " is more than a third of the server's lease "
                    + serverLease + ": one slow renewal would end it");
        }
        if (heartbeat.multipliedBy(3).compareTo(lease) > 0) {
            throw new IllegalArgumentException("the heartbeat " + heartbeat + " is more than a third of the lease "
                    + lease + ": one lost heartbeat would end a session");
        }
    }
}
