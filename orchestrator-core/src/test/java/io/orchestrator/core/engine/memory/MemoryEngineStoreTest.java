package io.orchestrator.core.engine.memory;

import static io.orchestrator.core.engine.StoreRows.FIRST;
import static io.orchestrator.core.engine.StoreRows.salesRun;
import static io.orchestrator.core.engine.StoreWrites.creation;
import static io.orchestrator.core.engine.StoreWrites.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.core.asset.NewAssetEvent;
import io.orchestrator.core.audit.AuditEvent;
import io.orchestrator.core.engine.EngineStore;
import io.orchestrator.core.engine.EngineStore.StoreUnavailable;
import io.orchestrator.core.engine.EngineStoreContract;
import io.orchestrator.core.engine.StoreRows;
import io.orchestrator.core.engine.TurnWrites;
import io.orchestrator.core.given.GivenFor;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.protocol.graph.GivenSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MemoryEngineStoreTest implements EngineStoreContract {

    /** Fails when it is told to. */
    private static final class Switched implements Faults {
        boolean before;
        boolean after;

        @Override
        public void beforeCommit(TurnWrites writes) {
            if (before) {
                throw new StoreUnavailable("before", null);
            }
        }

        @Override
        public void afterCommit(TurnWrites writes) {
            if (after) {
                throw new StoreUnavailable("after", null);
            }
        }
    }

    private final Switched faults = new Switched();
    private Instant now = StoreRows.T0;
    private final MemoryEngineStore store = new MemoryEngineStore(() -> now, faults);

    @Override
    public void empty() {
        // Each test has a store of its own.
    }

    @Override
    public EngineStore store() {
        return store;
    }

    @Override
    public List<TaskAttempt> attempts(long runKey) {
        return store.attempts(runKey);
    }

    @Override
    public List<AuditEvent> audit() {
        return store.audit();
    }

    @Override
    public JsonNode given(GivenSpec wanted, GivenFor attempt) {
        return store.datasets().of(wanted, attempt);
    }

    @Override
    public List<JsonNode> extras() {
        return store.assetEvents().stream().map(NewAssetEvent::extra).toList();
    }

    @Override
    public void letPass(Duration time) {
        now = now.plus(time);
    }

    @Test
    void aFaultBeforeTheCommitLeavesNothing() {
        faults.before = true;

        assertThatThrownBy(() -> store.commit(turn(creation(salesRun(FIRST, "r1", null), List.of()))))
                .isInstanceOf(StoreUnavailable.class);

        assertThat(store.findRun("sales", "r1")).isEmpty();
    }

    @Test
    void aFaultAfterTheCommitLeavesEverything() {
        faults.after = true;

        assertThatThrownBy(() -> store.commit(turn(creation(salesRun(FIRST, "r1", null), List.of()))))
                .isInstanceOf(StoreUnavailable.class);

        assertThat(store.findRun("sales", "r1")).isPresent();
    }
}
