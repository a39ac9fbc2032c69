package io.orchestrator.core.engine;

import static io.orchestrator.core.engine.EngineBench.scheduled;
import static io.orchestrator.core.engine.EngineBench.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.core.schedule.KnownSlots;
import io.orchestrator.core.schedule.WantedSlots;
import io.orchestrator.protocol.graph.Catchup;
import io.orchestrator.protocol.graph.ScheduleSpec;
import io.orchestrator.protocol.graph.SlotAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the engine asks of timetables in Java, and what it makes of the answers. */
class CustomTimetablesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final EngineBench bench = new EngineBench();

    @BeforeEach
    void deploy() {
        bench.deploy(
                scheduled("custom", new ScheduleSpec.Custom("by code", "UTC"), Catchup.NONE, null, 5, task("a", 0)),
                scheduled("hourly", new ScheduleSpec.Every(Duration.ofHours(1)), Catchup.NONE, null, 5, task("a", 0)));
    }

    private static Instant minute(int minutes) {
        return NOW.plus(Duration.ofMinutes(minutes));
    }

    private static SlotAnswer answer(Instant after, boolean ended, @Nullable String error, int... minutes) {
        List<Instant> slots =
                Arrays.stream(minutes).mapToObj(CustomTimetablesTest::minute).toList();
        return new SlotAnswer(after, slots, ended, error);
    }

    private List<WantedSlots> wanted() {
        return bench.ask(new Command.SlotsWanted());
    }

    private KnownSlots tell(WantedSlots want, SlotAnswer answer) {
        KnownSlots before = bench.store.knownSlots("custom", want.build()).orElse(null);
        KnownSlots known =
                KnownSlots.of("custom", want.build(), answer, want.afterIsSlot(), before, bench.clock.instant());
        bench.store.save(known);
        assertThat(bench.ask(new Command.SlotsKnown("custom"))).isTrue();
        return known;
    }

    private @Nullable Instant nextDue() {
        return bench.store.schedules(List.of("custom")).getFirst().nextDue();
    }

    @Test
    void itIsAskedOnceAndRunsAtTheSlotsThatItTold() {
        WantedSlots want = wanted().getFirst();
        assertThat(wanted()).hasSize(1);
        assertThat(want.question().after()).isEqualTo(NOW.minusNanos(1_000));
        assertThat(want.question().source()).isEqualTo("example.custom");
        assertThat(nextDue()).isNull();

        tell(want, answer(want.question().after(), true, null, 10, 25));

        assertThat(wanted()).as("it has told that there are no more").isEmpty();
        assertThat(nextDue()).isEqualTo(minute(10));
        bench.passes(Duration.ofMinutes(30));
        assertThat(bench.store.findRun("custom", minute(10))).isPresent();
        assertThat(bench.store.findRun("custom", minute(25))).isPresent();
        assertThat(nextDue()).isNull();
    }

    @Test
    void whatItHasNotToldIsNeitherDueNorPassedOver() {
        WantedSlots want = wanted().getFirst();
        tell(want, answer(want.question().after(), false, null, 10));
        bench.passes(Duration.ofMinutes(30));

        WantedSlots more = wanted().getFirst();
        assertThat(more.question().after()).isEqualTo(minute(10));
        assertThat(more.afterIsSlot()).isTrue();
        tell(more, answer(minute(10), true, null, 20, 40));

        assertThat(bench.store.findRun("custom", minute(20)))
                .as("it is late, and not lost")
                .isPresent();
        assertThat(nextDue()).isEqualTo(minute(40));
    }

    @Test
    void anErrorHoldsUpNothingElseAndItIsAskedAgainLaterAndLater() {
        for (int minutes : new int[] {1, 2, 4}) {
            WantedSlots want = wanted().getFirst();
            KnownSlots known = tell(want, answer(want.question().after(), false, "it threw"));
            assertThat(known.error()).isEqualTo("it threw");
            bench.passes(Duration.ofMinutes(minutes).minusSeconds(1));
            assertThat(wanted()).as("before %d minutes are over", minutes).isEmpty();
            bench.passes(Duration.ofSeconds(1));
        }
        bench.passes(Duration.ofHours(1));

        assertThat(nextDue()).isNull();
        assertThat(bench.store.findRun("hourly", minute(60))).isPresent();
        assertThat(bench.trigger("custom").dagId()).isEqualTo("custom");
    }

    @Test
    void afterAnErrorTheSlotsThatAreKnownStay() {
        WantedSlots want = wanted().getFirst();
        tell(want, answer(want.question().after(), false, null, 10, 20));

        KnownSlots known = tell(want, answer(want.question().after(), false, "it went back in time", 10));

        assertThat(known.slots()).containsExactly(minute(10), minute(20));
        assertThat(nextDue()).isEqualTo(minute(10));
    }

    @Test
    void anotherServerKnowsWhatIsKept() {
        WantedSlots want = wanted().getFirst();
        tell(want, answer(want.question().after(), true, null, 10));

        bench.restart();
        bench.passes(Duration.ofMinutes(11));

        assertThat(bench.store.findRun("custom", minute(10))).isPresent();
    }

    @Test
    void pastDatesOfItCannotBeBackfilled() {
        assertThatThrownBy(() -> bench.ask(BackfillBench.of("custom", NOW.minus(Duration.ofDays(3)), NOW)))
                .isInstanceOf(CommandRefused.class)
                .hasMessageContaining("of which the server knows no past dates");
    }
}
