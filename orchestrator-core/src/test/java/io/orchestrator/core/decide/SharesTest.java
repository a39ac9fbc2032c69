package io.orchestrator.core.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.decide.Admission.Capacity;
import io.orchestrator.core.decide.Admission.Grant;
import io.orchestrator.core.run.RunType;
import io.orchestrator.protocol.graph.LimitSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ten minutes of work that never ends, on random workers: who has had how much of the places. */
class SharesTest {

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final Need NEED = new Need("default", List.of(), LimitSpec.DEFAULT_POOL);

    /** Work on some slots. Each holder always has tasks that are ready, if it has any. */
    private static final class World {
        private final Random random;
        private final int slots;
        private final Shares shares = new Shares(ShareSettings.DEFAULT);
        private final Map<Line, NavigableSet<ReadyTask>> ready = new HashMap<>();
        private final Map<Holder, Integer> held = new HashMap<>();
        private final Map<Holder, Double> had = new HashMap<>();
        private final Map<Holder, Instant> firstSlot = new HashMap<>();
        private final Map<WorkClass, Integer> longest = new EnumMap<>(WorkClass.class);
        private final PriorityQueue<Ending> endings = new PriorityQueue<>();
        private Instant now = Instant.EPOCH;
        private int numbers;
        private long idle;

        private record Ending(Instant at, int number, Holder holder) implements Comparable<Ending> {
            @Override
            public int compareTo(Ending other) {
                int sooner = at.compareTo(other.at);
                return sooner == 0 ? Integer.compare(number, other.number) : sooner;
            }
        }

        World(long seed, int slots) {
            this.random = new Random(seed);
            this.slots = slots;
        }

        void give(WorkClass work, String dagId, int tasks) {
            Line line = new Line(NEED, new Holder(work, dagId));
            for (int i = 0; i < tasks; i++) {
                ready.computeIfAbsent(line, first -> new TreeSet<>())
                        .add(new ReadyTask(1, numbers++, line, random.nextInt(100)));
            }
        }

        /** @param millis how long the tasks of a class take at most */
        void takes(WorkClass work, int millis) {
            longest.put(work, millis);
        }

        void pass(Duration time) {
            Instant end = now.plus(time);
            admit();
            while (!endings.isEmpty() && !endings.peek().at().isAfter(end)) {
                Ending next = endings.remove();
                goOn(next.at());
                held.merge(next.holder(), -1, (one, other) -> one + other == 0 ? null : one + other);
                admit();
            }
            goOn(end);
        }

        private void goOn(Instant then) {
            double seconds = Duration.between(now, then).toNanos() / 1e9;
            held.forEach((holder, places) -> had.merge(holder, seconds * places, Double::sum));
            shares.pass(held, then);
            now = then;
        }

        private void admit() {
            int busy = held.values().stream().mapToInt(Integer::intValue).sum();
            Set<Holder> waiting = new HashSet<>();
            ready.forEach((line, tasks) -> waiting.add(line.holder()));
            List<Grant> grants = Admission.admit(
                    ready,
                    List.of(new Capacity(new UUID(0, 1), List.of("default"), List.of(), slots, slots, busy)),
                    new Limits(new TestLimits()),
                    shares.round(held, waiting));
            for (Grant grant : grants) {
                Line line = grant.ready().line();
                ready.computeIfPresent(line, (of, tasks) -> {
                    tasks.remove(grant.ready());
                    return tasks.isEmpty() ? null : tasks;
                });
                held.merge(line.holder(), 1, Integer::sum);
                firstSlot.putIfAbsent(line.holder(), now);
                int most = longest.getOrDefault(line.holder().work(), 2_000);
                endings.add(new Ending(
                        now.plusMillis(1 + random.nextInt(most)), grant.ready().number(), line.holder()));
            }
            boolean free = busy + grants.size() < slots;
            idle += free && !ready.isEmpty() ? 1 : 0;
        }

        double of(WorkClass work) {
            return had.entrySet().stream()
                    .filter(entry -> entry.getKey().work() == work)
                    .mapToDouble(Map.Entry::getValue)
                    .sum();
        }
    }

    private static final int PLENTY = 20_000;

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8})
    void eachClassHasItsShareAndNobodyWaitsForEver(int slots) {
        for (int seed = 0; seed < 3; seed++) {
            World world = new World(seed, slots);
            Random random = new Random(seed);
            List<WorkClass> classes = new ArrayList<>(List.of(WorkClass.values()));
            if (seed > 0) {
                classes.remove(random.nextInt(classes.size()));
            }
            classes.forEach(work -> {
                world.takes(work, 500 + random.nextInt(2_500));
                world.give(work, "dag", PLENTY);
            });
            world.pass(TEN_MINUTES);

            double all = slots * (double) TEN_MINUTES.toSeconds();
            int weights = classes.stream().mapToInt(ShareSettings.DEFAULT::of).sum();
            for (WorkClass work : classes) {
                double share = all * ShareSettings.DEFAULT.of(work) / weights;
                assertThat(world.of(work))
                        .as("%s with %d slots, seed %d", work, slots, seed)
                        .isGreaterThan(0.9 * share);
            }
            assertThat(world.idle).as("a place was free while somebody waited").isZero();
            world.firstSlot.forEach((holder, at) -> assertThat(at).isBefore(Instant.EPOCH.plusSeconds(60)));
            assertThat(world.firstSlot).hasSize(classes.size());
        }
    }

    @Test
    void dagsOfAClassHaveTheSameHoweverMuchTheyWant() {
        World world = new World(1, 4);
        world.give(WorkClass.LIVE, "large", PLENTY);
        world.give(WorkClass.LIVE, "small", 3_000);
        world.give(WorkClass.LIVE, "other", 3_000);
        world.pass(TEN_MINUTES);

        assertThat(world.had.values()).allMatch(had -> had > 0.9 * 4 * 600 / 3);
    }

    @Test
    void whatAClassDoesNotUseTheOthersGet() {
        World world = new World(1, 4);
        world.give(WorkClass.BACKFILL, "b", PLENTY);
        world.pass(TEN_MINUTES);

        assertThat(world.of(WorkClass.BACKFILL)).isGreaterThan(0.999 * 4 * 600);
    }

    @Test
    void whoComesAnewNeitherOwesNorHasSavedUp() {
        World world = new World(1, 10);
        world.give(WorkClass.BACKFILL, "b", PLENTY);
        world.pass(TEN_MINUTES);
        double before = world.of(WorkClass.BACKFILL);
        world.give(WorkClass.LIVE, "l", PLENTY);
        world.pass(TEN_MINUTES);

        double all = 10 * 600;
        assertThat(world.of(WorkClass.LIVE)).isBetween(0.9 * all * 60 / 70, 1.02 * all * 60 / 70);
        assertThat(world.of(WorkClass.BACKFILL) - before).isGreaterThan(0.9 * all * 10 / 70);
    }

    @Test
    void liveWorkHasTheNextSlotHoweverLongABackfillIs() {
        World world = new World(1, 2);
        world.takes(WorkClass.BACKFILL, 1_000);
        world.give(WorkClass.BACKFILL, "b", PLENTY);
        world.pass(Duration.ofMinutes(1));
        world.give(WorkClass.LIVE, "l", 1);
        Instant asked = world.now;
        world.pass(Duration.ofSeconds(3));

        assertThat(world.firstSlot.get(new Holder(WorkClass.LIVE, "l"))).isBefore(asked.plusSeconds(1));
    }

    @Test
    void whatWasTriedBeforeIsARetryButForBackfills() {
        assertThat(WorkClass.of(RunType.SCHEDULED, 0)).isEqualTo(WorkClass.LIVE);
        assertThat(WorkClass.of(RunType.ASSET_TRIGGERED, 0)).isEqualTo(WorkClass.LIVE);
        assertThat(WorkClass.of(RunType.MANUAL, 0)).isEqualTo(WorkClass.MANUAL);
        assertThat(WorkClass.of(RunType.MANUAL, 1)).isEqualTo(WorkClass.RETRY);
        assertThat(WorkClass.of(RunType.BACKFILL, 1)).isEqualTo(WorkClass.BACKFILL);
    }
}
