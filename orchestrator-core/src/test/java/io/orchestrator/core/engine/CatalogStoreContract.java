package io.orchestrator.core.engine;

import static io.orchestrator.core.engine.StoreRows.FIRST;
import static io.orchestrator.core.engine.StoreRows.OWNER;
import static io.orchestrator.core.engine.StoreRows.SECOND;
import static io.orchestrator.core.engine.StoreRows.at;
import static io.orchestrator.core.engine.StoreRows.queuedRun;
import static io.orchestrator.core.engine.StoreRows.salesRun;
import static io.orchestrator.core.engine.StoreRows.version;
import static io.orchestrator.core.engine.StoreWrites.catalog;
import static io.orchestrator.core.engine.StoreWrites.creation;
import static io.orchestrator.core.engine.StoreWrites.turn;
import static io.orchestrator.core.engine.StoreWrites.withSchedule;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.audit.AuditEvent;
import io.orchestrator.core.dag.DagRecord;
import io.orchestrator.core.engine.TurnWrites.RunWrites;
import io.orchestrator.core.schedule.DagSchedule;
import io.orchestrator.core.schedule.DueRun;
import io.orchestrator.protocol.Json;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every engine store promises about DAGs, versions, schedules and audit. */
public interface CatalogStoreContract extends StoreUnderTest {

    @Test
    default void dagsAreInsertedAndReplaced() {
        DagRecord sales = StoreRows.dag("sales");
        DagRecord later = new DagRecord(
                "sales", "shop", "X", false, false, 2, StoreRows.BUILD, null, List.of(), List.of("bob"), "by hand");
        DagRecord other = StoreRows.dag("other");
        assertThat(store().dags(0)).containsExactly(new OwnedDag(sales, OWNER, 1));

        commit(catalog(1, List.of(other, sales, later), List.of(), List.of()));

        assertThat(store().dags(1))
                .containsExactlyInAnyOrder(new OwnedDag(other, OWNER, 2), new OwnedDag(later, OWNER, 2));
        assertThat(store().dags(2)).isEmpty();
    }

    @Test
    default void versionsAreFoundByNumberAndByHash() {
        assertThat(store().version("sales", 1)).contains(version("sales"));
        assertThat(store().versionByHash("sales", "hash of sales")).contains(version("sales"));
        assertThat(store().version("sales", 2)).isEmpty();
        assertThat(store().versionByHash("sales", "another")).isEmpty();
        assertThat(store().versionByHash("other", "hash of sales")).isEmpty();
    }

    @Test
    default void aRunMayBeCreatedTogetherWithItsDag() {
        TurnWrites both = StoreWrites.turn(
                OWNER,
                1,
                List.of(creation(queuedRun(FIRST, "new", "r1", null), List.of())),
                List.of(StoreRows.dag("new")),
                List.of(version("new")),
                List.of(new DagSchedule("new", at(1), null, DueRun.at(at(3)))),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                StoreRows.LEASE);

        commit(both);

        assertThat(store().findRun("new", "r1")).isPresent();
    }

    @Test
    default void ofSeveralScheduleRowsOfADagTheLastCounts() {
        commit(StoreWrites.schedules(new DagSchedule("sales", at(1), null, null)));
        DagSchedule second = new DagSchedule("sales", at(2), at(3), new DueRun(at(4), at(3), at(3), at(4), at(5)));
        RunWrites one =
                withSchedule(salesRun(FIRST, "r1", at(1)), new DagSchedule("sales", at(2), at(2), DueRun.at(at(3))));
        RunWrites two = withSchedule(salesRun(SECOND, "r2", at(2)), second);

        commit(turn(one, two));

        assertThat(store().schedules(List.of("sales", "other"))).containsExactly(second);
    }

    @Test
    default void deedsAreWrittenWithTheirTurn() {
        commit(StoreWrites.deeds(StoreRows.deed("dag.pause")));
        AuditEvent bare = new AuditEvent(
                new UUID(1, 2), at(1), "engine", "bundle.deploy", null, null, null, Json.MAPPER.createObjectNode());
        commit(StoreWrites.deeds(bare));

        assertThat(audit()).containsExactlyInAnyOrder(StoreRows.deed("dag.pause"), bare);
    }
}
