package io.orchestrator.core.engine;

import io.orchestrator.core.run.DagRun;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Is told after each turn that changed something. Must neither block nor throw. */
public interface TurnListener {

    /**
     * @param runs those that changed
     * @param nextDue the earliest instant at which a schedule is due, or null
     */
    void turned(List<DagRun> runs, @Nullable Instant nextDue);
}
