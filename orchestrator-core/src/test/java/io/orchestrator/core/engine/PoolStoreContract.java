package io.orchestrator.core.engine;

import static io.orchestrator.core.engine.StoreRows.FIRST;
import static io.orchestrator.core.engine.StoreRows.SECOND;
import static io.orchestrator.core.engine.StoreRows.at;
import static io.orchestrator.core.engine.StoreRows.salesRun;
import static io.orchestrator.core.engine.StoreWrites.creation;
import static io.orchestrator.core.engine.StoreWrites.pools;
import static io.orchestrator.core.engine.StoreWrites.turn;
import static io.orchestrator.core.engine.StoreWrites.withSlots;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.pool.Pool;
import io.orchestrator.core.pool.PoolSlot;
import io.orchestrator.core.pool.PoolUse;
import io.orchestrator.core.pool.PoolWrites;
import io.orchestrator.protocol.graph.LimitSpec;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every engine store promises about pools. */
public interface PoolStoreContract extends StoreUnderTest {

    Pool GPU = new Pool("gpu", 2, "cards", true);

    @Test
    default void thereIsADefaultPoolWithoutALimit() {
        assertThat(store().pools()).singleElement().satisfies(use -> {
            assertThat(use.pool().name()).isEqualTo(LimitSpec.DEFAULT_POOL);
            assertThat(use.pool().isLimited()).isFalse();
            assertThat(use.used()).isZero();
        });
    }

    @Test
    default void aPoolComesBackWithAllItsFieldsIsReplacedAndDeleted() {
        put(GPU);
        assertThat(use("gpu")).isEqualTo(new PoolUse(GPU, 0));

        Pool larger = new Pool("gpu", 7, null, false);
        put(larger);
        assertThat(use("gpu")).isEqualTo(new PoolUse(larger, 0));

        commit(pools(new PoolWrites(List.of(), List.of("gpu"), List.of(), List.of())));
        assertThat(store().pools()).hasSize(1);
    }

    @Test
    default void slotsAreTakenWithARunAndFreedWithTheEndOfTheirAttempt() {
        put(GPU);
        commit(turn(withSlots(creation(salesRun(FIRST, "r1", at(1)), List.of()), taking(1, 2))));
        assertThat(use("gpu").used()).isEqualTo(2);

        PoolWrites freed = PoolWrites.of(List.of(), List.of(new UUID(1, 1)));
        commit(turn(withSlots(StoreWrites.change(salesRun(FIRST, "r1", at(1))), freed)));
        assertThat(use("gpu").used()).isZero();
    }

    @Test
    default void whatDoesNotFitIsRefusedAndNothingIsWritten() {
        put(GPU);
        commit(turn(withSlots(creation(salesRun(FIRST, "r1", at(1)), List.of()), taking(1, 1))));
        TurnWrites tooMuch = turn(withSlots(creation(salesRun(SECOND, "r2", at(2)), List.of()), taking(2, 2)));

        assertThat(store().commit(tooMuch).conflicts()).containsExactly(SECOND);
        assertThat(use("gpu").used()).isEqualTo(1);
        assertThat(store().runs(List.of(SECOND))).isEmpty();
    }

    @Test
    default void whatIsFreedInTheSameTurnMayBeTaken() {
        put(GPU);
        commit(turn(withSlots(creation(salesRun(FIRST, "r1", at(1)), List.of()), taking(1, 2))));
        PoolWrites freed = PoolWrites.of(List.of(), List.of(new UUID(1, 1)));

        commit(turn(
                withSlots(StoreWrites.change(salesRun(FIRST, "r1", at(1))), freed),
                withSlots(creation(salesRun(SECOND, "r2", at(2)), List.of()), taking(2, 2))));
        assertThat(use("gpu").used()).isEqualTo(2);
    }

    @Test
    default void nothingIsTakenOfAPoolThatIsNotThere() {
        TurnWrites writes = turn(withSlots(creation(salesRun(FIRST, "r1", at(1)), List.of()), taking(1, 1)));

        assertThat(store().commit(writes).conflicts()).containsExactly(FIRST);
    }

    private void put(Pool pool) {
        commit(pools(new PoolWrites(List.of(pool), List.of(), List.of(), List.of())));
    }

    private PoolUse use(String name) {
        return store().pools().stream()
                .filter(use -> use.pool().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static PoolWrites taking(int attempt, int slots) {
        return PoolWrites.of(
                List.of(new PoolSlot(new UUID(1, attempt), "gpu", attempt == 1 ? FIRST : SECOND, slots)), List.of());
    }
}
