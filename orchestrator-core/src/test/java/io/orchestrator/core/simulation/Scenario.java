package io.orchestrator.core.simulation;

import io.orchestrator.core.decide.ShareSettings;
import io.orchestrator.core.engine.EngineSettings;
import io.orchestrator.core.notify.NotifyRules;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What one simulation is like.
 *
 * @param oneMachine servers see at once that the process of another one has ended
 * @param faultsEnd from then on nothing goes wrong any more
 */
record Scenario(int servers, int workers, int commands, boolean oneMachine, Set<Trouble> troubles, long faultsEnd) {

    /** As in production, with shorter leases: so that more happens in less time. */
    static final EngineSettings SETTINGS = new EngineSettings(
            Duration.ofSeconds(10),
            Duration.ofSeconds(8),
            Duration.ofSeconds(3),
            5,
            Duration.ofSeconds(2),
            100,
            1024 * 1024,
            false,
            ShareSettings.DEFAULT,
            NotifyRules.NONE);

    static final long LEASE = SETTINGS.lease().toMillis() * Timeline.MILLI;
    static final long SERVER_LEASE = SETTINGS.serverLease().toMillis() * Timeline.MILLI;
    static final long HEARTBEAT = SETTINGS.heartbeat().toMillis() * Timeline.MILLI;

    static Scenario random(Dice dice) {
        return new Scenario(
                dice.between(2, 3),
                dice.between(2, 4),
                dice.between(2, 10),
                dice.chance(0.3),
                troubles(dice),
                dice.between(15L, 45L) * Timeline.SECOND);
    }

    private static Set<Trouble> troubles(Dice dice) {
        Set<Trouble> troubles = EnumSet.noneOf(Trouble.class);
        double share = dice.pick(List.of(0.15, 0.4, 0.8));
        for (Trouble trouble : Trouble.values()) {
            if (dice.chance(share)) {
                troubles.add(trouble);
            }
        }
        return troubles;
    }

    /** Whether a request may be handled long after it was sent. */
    boolean handlesLate() {
        return has(Trouble.LATE_REQUEST)
                || has(Trouble.DOUBLE_REQUEST)
                || has(Trouble.SERVER_PAUSE)
                || has(Trouble.WORKER_PAUSE);
    }

    boolean has(Trouble trouble) {
        return troubles.contains(trouble);
    }
}
