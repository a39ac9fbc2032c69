package io.orchestrator.bench.engine;

import io.orchestrator.bench.engine.Driver.Driven;
import io.orchestrator.bench.engine.Gate.Samples;
import io.orchestrator.bench.engine.dags.Chain;
import io.orchestrator.bench.yardstick.Yardstick.Kind;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/** Tasks per second in chains of three, while more chains wait than can run. */
final class Throughput {

    static final String TASKS_PER_SECOND = "tasks_per_second";

    private static final int UNDER_WAY = 600;
    private static final int TASKS = 3;
    private static final Duration REST = Duration.ofSeconds(90);

    private Throughput() {}

    /**
     * Chains that were driven.
     *
     * @param tasks how many in all, also before and after the window
     * @param perSecond over the window
     */
    private record Chains(long tasks, double perSecond) {}

    static void chains(Lab lab) throws Exception {
        lab.profile.begin(lab.access);
        take(lab, "");
        lab.profile.end(lab.access, "chains");
    }

    private static Samples<Double> take(Lab lab, String suffix) throws Exception {
        CpuMeter meter = new CpuMeter(lab.cluster);
        List<Map<String, Double>> cpu = new ArrayList<>();
        Samples<Double> samples = lab.gate.take(TASKS_PER_SECOND + suffix, EnumSet.allOf(Kind.class), () -> {
            Map<String, Double> before = meter.seconds();
            Chains chains = drive(lab, lab.options.seconds(3, 1), lab.options.seconds(10, 3));
            cpu.add(CpuMeter.millisPerTask(before, meter.seconds(), chains.tasks()));
            return chains.perSecond();
        });
        lab.results.put("cpu_ms_per_task" + suffix, cpu.getLast());
        lab.results.median(TASKS_PER_SECOND + suffix, samples, sample -> sample.value());
        lab.results.median(
                "tasks_per_l50" + suffix,
                samples,
                sample -> sample.value() / sample.yardstick().get(Kind.L50));
        lab.results.median(
                "tasks_per_u16" + suffix,
                samples,
                sample -> sample.value() / sample.yardstick().get(Kind.U16));
        lab.results.put("accepted_samples" + suffix, samples.accepted().size());
        return samples;
    }

    /**
     * Drives chains, and counts what the engine has written down. Afterwards every chain must have succeeded, and each of its
     * tasks must have been called once.
     */
    private static Chains drive(Lab lab, Duration warmUp, Duration window) throws Exception {
        String prefix = lab.newPrefix("chain");
        Driver driver = new Driver(lab.triggers, lab.journal, Chain.ID, prefix, TASKS - 1);
        Instant from = Instant.now().plus(warmUp);
        Driven driven = driver.drive(Pace.underWay(UNDER_WAY), warmUp.plus(window), REST);
        lab.books.awaitQuiet();
        long successes = lab.books.successes(Chain.ID, prefix);
        if (successes != driven.begun() || driven.notes().size() != TASKS * driven.begun()) {
            throw new BenchFailed("%d chains were begun, %d succeeded, and tasks were called %d times."
                    .formatted(driven.begun(), successes, driven.notes().size()));
        }
        double perSecond = lab.books.succeeded(Chain.ID, prefix, from, from.plus(window)) * 1e9 / window.toNanos();
        return new Chains(TASKS * driven.begun(), perSecond);
    }

    /** Tasks per second over a window. */
    static double once(Lab lab, Duration warmUp, Duration window) throws Exception {
        return drive(lab, warmUp, window).perSecond();
    }

    /** In the last third of a snapshot that is held open and idle; compared with the throughput without. */
    static void chainsBesideSnapshot(Lab lab) throws Exception {
        Duration third = lab.options.seconds(10, 2);
        Samples<Double> samples = lab.gate.take("tasks_per_second_beside_snapshot", EnumSet.of(Kind.L50), () -> {
            try (Connection snapshot = lab.access.connect();
                    Statement statement = snapshot.createStatement()) {
                statement.execute("BEGIN ISOLATION LEVEL REPEATABLE READ");
                statement.execute("SELECT count(*) FROM dag");
                double perSecond = once(lab, third.multipliedBy(2), third);
                statement.execute("COMMIT");
                return perSecond;
            }
        });
        lab.results.median("tasks_per_second_beside_snapshot", samples, sample -> sample.value());
        ratio(lab, "snapshot_ratio", samples);
    }

    /** With a million finished runs in the tables. */
    static void chainsBesideHistory(Lab lab) throws Exception {
        int runs = lab.options.count(1_000_000, 20_000);
        lab.results.put("history_runs", runs);
        History.fill(lab.access, runs);
        ratio(lab, "history_ratio", take(lab, "_beside_history"));
    }

    /** By the L50 of each: the machine may have changed in between. */
    private static void ratio(Lab lab, String name, Samples<Double> samples) {
        lab.results
                .get("tasks_per_l50")
                .ifPresent(without -> lab.results.median(
                        name,
                        samples,
                        sample -> sample.value() / sample.yardstick().get(Kind.L50) / without));
    }
}
