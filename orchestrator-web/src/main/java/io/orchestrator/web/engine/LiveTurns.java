package io.orchestrator.web.engine;

import io.orchestrator.core.engine.TurnListener;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.web.live.LiveUpdates;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells open pages which runs have changed. */
@Component
final class LiveTurns implements TurnListener {

    private final LiveUpdates live;

    LiveTurns(LiveUpdates live) {
        this.live = live;
    }

    @Override
    public void turned(List<DagRun> runs, @Nullable Instant nextDue) {
        runs.forEach(run -> live.changed(run.dagId(), run.runId()));
    }
}
