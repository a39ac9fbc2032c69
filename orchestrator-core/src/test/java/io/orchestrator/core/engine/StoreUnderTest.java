package io.orchestrator.core.engine;

import static io.orchestrator.core.engine.StoreRows.version;
import static io.orchestrator.core.engine.StoreWrites.catalog;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.audit.AuditEvent;
import io.orchestrator.core.engine.EngineStore.CommitResult;
import io.orchestrator.core.engine.EngineStore.StoredRun;
import io.orchestrator.core.task.TaskAttempt;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** The store of one test, empty but for the DAG {@code sales}, and what the port itself does not show. */
public interface StoreUnderTest {

    /** Longer than any test lets pass that is not about servers. */
    Duration SERVER_LEASE = Duration.ofMinutes(10);

    /** Leaves nothing in the store. */
    void empty();

    EngineStore store();

    /** Every attempt of a run, open or ended. */
    List<TaskAttempt> attempts(long runKey);

    List<AuditEvent> audit();

    /** Makes the clock that judges leases go on. */
    void letPass(Duration time);

    @BeforeEach
    default void aServerAndItsDagAreThere() {
        empty();
        store().openServer(StoreRows.server(StoreRows.OWNER), SERVER_LEASE);
        commit(catalog(0, List.of(StoreRows.dag("sales")), List.of(version("sales")), List.of()));
    }

    default StoredRun read(long runKey) {
        return store().runs(List.of(runKey)).getFirst();
    }

    /** The runs of the DAG {@code sales} that are not settled. */
    default List<StoredRun> unsettled() {
        return store().runs(store().unsettledRuns(List.of("sales")));
    }

    default void commit(TurnWrites writes) {
        assertThat(store().commit(writes)).isEqualTo(CommitResult.COMMITTED);
    }
}
