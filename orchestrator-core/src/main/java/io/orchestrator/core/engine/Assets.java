package io.orchestrator.core.engine;

import io.orchestrator.core.asset.AssetKey;
import io.orchestrator.core.asset.InactiveUse;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which tasks name assets that are not active: there are hardly ever any. What has come, lies in rows alone. */
final class Assets {

    private final EngineStore store;
    private final Map<Task, AssetKey> inactive = new HashMap<>();
    private boolean known;

    private record Task(String dagId, String taskId) {}

    Assets(EngineStore store) {
        this.store = store;
    }

    /** DAGs, and so what they name, may have changed. */
    void readAgain() {
        known = false;
    }

    /** An asset that a task names and that is not active, or null: all of them are. */
    @Nullable
    AssetKey inactive(String dagId, String taskId) {
        if (!known) {
            inactive.clear();
            for (InactiveUse use : store.inactiveUses()) {
                inactive.put(new Task(use.dagId(), use.taskId()), use.asset());
            }
            known = true;
        }
        return inactive.get(new Task(dagId, taskId));
    }
}
