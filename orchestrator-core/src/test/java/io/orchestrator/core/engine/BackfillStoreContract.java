package io.orchestrator.core.engine;

import static io.orchestrator.core.engine.StoreRows.FIRST;
import static io.orchestrator.core.engine.StoreRows.SECOND;
import static io.orchestrator.core.engine.StoreRows.at;
import static io.orchestrator.core.engine.StoreRows.salesRun;
import static io.orchestrator.core.engine.StoreWrites.backfills;
import static io.orchestrator.core.engine.StoreWrites.change;
import static io.orchestrator.core.engine.StoreWrites.creation;
import static io.orchestrator.core.engine.StoreWrites.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.core.backfill.Backfill;
import io.orchestrator.core.backfill.BackfillDate;
import io.orchestrator.core.backfill.BackfillPlan.Omission;
import io.orchestrator.core.backfill.BackfillWrites;
import io.orchestrator.core.backfill.LeftOut;
import io.orchestrator.core.backfill.OpenBackfill;
import io.orchestrator.core.backfill.Reprocess;
import io.orchestrator.core.engine.EngineStore.DatedRun;
import io.orchestrator.core.engine.TurnWrites.RunWrites;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.RunType;
import io.orchestrator.protocol.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every engine store promises about backfills. */
public interface BackfillStoreContract extends StoreUnderTest {

    /** Backwards, so that the order of the dates is not that of time. */
    List<BackfillDate> DATES = List.of(date(300), date(200), date(100));

    private static BackfillDate date(int seconds) {
        return new BackfillDate(at(seconds), at(seconds + 50));
    }

    private static Backfill backfill(long id) {
        return new Backfill(
                id,
                "sales",
                at(90),
                at(310),
                Reprocess.FAILED,
                true,
                false,
                7,
                Json.MAPPER.readTree("{\"limit\": 5}"),
                at(100),
                3,
                false,
                "ann",
                at(1),
                at(2),
                null);
    }

    private Backfill added() {
        Backfill backfill = backfill(store().newBackfillId());
        commit(backfills(new BackfillWrites(List.of(new BackfillWrites.New(backfill, DATES)), List.of(), List.of())));
        return backfill;
    }

    private void moved(Backfill backfill) {
        commit(backfills(new BackfillWrites(List.of(), List.of(backfill), List.of())));
    }

    @Test
    default void aBackfillComesBackWithAllItsFieldsAndDatesInOrder() {
        Backfill backfill = added();

        assertThat(store().backfill(backfill.id())).contains(backfill);
        assertThat(store().openBackfills(List.of("sales"))).containsExactly(new OpenBackfill(backfill, DATES));
        assertThat(store().openBackfills(List.of("other"))).isEmpty();
        assertThat(store().newBackfillId()).isGreaterThan(backfill.id());
    }

    @Test
    default void whatHasARunOrIsLeftOutIsNotLeft() {
        Backfill backfill = added();
        commit(turn(creation(salesRun(FIRST, "r1", at(300)).ofBackfill(backfill.id()), List.of())));
        commit(turn(creation(salesRun(SECOND, "r2", at(200)), List.of())));
        assertThat(left()).extracting(BackfillDate::date).containsExactly(at(200), at(100));

        BackfillWrites.Passed passed =
                new BackfillWrites.Passed(backfill.id(), new Omission(at(200), LeftOut.IN_FLIGHT), true);
        commit(backfills(new BackfillWrites(List.of(), List.of(), List.of(passed))));
        assertThat(left()).extracting(BackfillDate::date).containsExactly(at(100));
    }

    @Test
    default void aRunThatIsTakenOverIsOneOfTheBackfill() {
        Backfill backfill = added();
        DagRun run = salesRun(FIRST, "r1", at(300));
        commit(turn(creation(run, List.of())));
        DagRun taken = run.ofBackfill(backfill.id()).withParams(Json.MAPPER.readTree("{\"limit\": 6}"));

        commit(turn(remade(change(taken))));

        assertThat(read(FIRST).run()).isEqualTo(taken).extracting(DagRun::type).isEqualTo(RunType.BACKFILL);
        assertThat(left()).extracting(BackfillDate::date).containsExactly(at(200), at(100));
    }

    @Test
    default void oneThatIsOverMakesRoomForAnother() {
        Backfill first = added();
        moved(first.withPaused(true, at(5)));
        assertThat(store().backfill(first.id())).contains(first.withPaused(true, at(5)));
        Backfill second = backfill(store().newBackfillId());
        BackfillWrites.New another = new BackfillWrites.New(second, DATES);
        assertThatThrownBy(() -> store().commit(backfills(new BackfillWrites(List.of(another), List.of(), List.of()))))
                .isInstanceOf(RuntimeException.class);

        commit(backfills(new BackfillWrites(List.of(another), List.of(first.cancelled(at(6))), List.of())));

        assertThat(store().backfill(first.id()).orElseThrow().completedAt()).isEqualTo(at(6));
        assertThat(store().openBackfills(List.of("sales")))
                .extracting(OpenBackfill::backfill)
                .containsExactly(second);
    }

    @Test
    default void runsAreFoundByTheirDates() {
        commit(turn(creation(salesRun(FIRST, "r1", at(300)), List.of())));
        commit(turn(creation(salesRun(SECOND, "r2", at(200)), List.of())));

        assertThat(store().runsAt("sales", List.of(at(300), at(100))))
                .containsExactly(new DatedRun(FIRST, at(300), read(FIRST).run().state()));
        assertThat(store().runsAt("other", List.of(at(300)))).isEmpty();
    }

    private List<BackfillDate> left() {
        return store().openBackfills(List.of("sales")).getFirst().left();
    }

    private static RunWrites remade(RunWrites run) {
        return StoreWrites.rows(
                run.run(), false, true, false, true, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                List.of(), List.of());
    }
}
