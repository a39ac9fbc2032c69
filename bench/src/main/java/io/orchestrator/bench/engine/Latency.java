package io.orchestrator.bench.engine;

import io.orchestrator.bench.engine.Driver.Driven;
import io.orchestrator.bench.engine.Gate.Samples;
import io.orchestrator.bench.engine.Journal.Note;
import io.orchestrator.bench.engine.dags.Chain;
import io.orchestrator.bench.yardstick.Yardstick.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How long it takes from the end of a task to the start of the next. */
final class Latency {

    private static final int TASKS = 3;
    private static final long BETWEEN_RUNS_MILLIS = 10;
    private static final Duration REST = Duration.ofSeconds(30);

    private Latency() {}

    /** One chain at a time, with a pause after each. */
    static void idleHops(Lab lab) throws Exception {
        lab.profile.begin(lab.access);
        Samples<Hops> samples = lab.gate.take("hop", EnumSet.of(Kind.U1), () -> idle(lab, lab.options.count(300, 50)));
        lab.profile.end(lab.access, "hop");
        lab.results.median("hop_p50_ms", samples, sample -> sample.value().percentile(50));
        lab.results.median("hop_p99_idle_ms", samples, sample -> sample.value().percentile(99));
        lab.results.median(
                "hop_p50_commits",
                samples,
                sample -> sample.value().percentile(50) / sample.yardstick().commitMillis());
    }

    private static Hops idle(Lab lab, int runs) throws Exception {
        List<Note> notes = new ArrayList<>();
        String prefix = lab.newPrefix("hop");
        for (int run = 0; run < runs; run++) {
            notes.addAll(SingleRuns.once(lab, Chain.ID, prefix + run, TASKS).notes());
            TimeUnit.MILLISECONDS.sleep(BETWEEN_RUNS_MILLIS);
        }
        return Hops.of(notes);
    }

    /** Chains begin at half the rate that the engine can do, evenly, whatever becomes of those before. */
    static void hopsAtHalfLoad(Lab lab) throws Exception {
        double most = lab.results.get(Throughput.TASKS_PER_SECOND).isPresent()
                ? lab.results.get(Throughput.TASKS_PER_SECOND).getAsDouble()
                : Throughput.once(lab, lab.options.seconds(3, 1), lab.options.seconds(10, 3));
        double runsPerSecond = most / 2 / TASKS;
        CpuMeter meter = new CpuMeter(lab.cluster);
        List<Map<String, Double>> cpu = new ArrayList<>();
        Samples<Hops> samples = lab.gate.take("hop at half load", EnumSet.of(Kind.U1), () -> {
            Map<String, Double> before = meter.seconds();
            Driver driver = new Driver(lab.triggers, lab.journal, Chain.ID, lab.newPrefix("half"), TASKS - 1);
            Driven driven = driver.drive(Pace.perSecond(runsPerSecond), lab.options.seconds(8, 3), REST);
            lab.books.awaitQuiet();
            cpu.add(CpuMeter.millisPerTask(before, meter.seconds(), TASKS * driven.begun()));
            return Hops.of(driven.notes());
        });
        lab.results.put("cpu_ms_per_task_half_load", cpu.getLast());
        lab.results.figure("half_load_tasks_per_second", most / 2);
        lab.results.median(
                "hop_p50_half_load_ms", samples, sample -> sample.value().percentile(50));
        lab.results.median("hop_p99_ms", samples, sample -> sample.value().percentile(99));
    }
}
