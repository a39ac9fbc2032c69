package io.orchestrator.bench.engine;

import io.orchestrator.bench.engine.Gate.Samples;
import io.orchestrator.bench.engine.Journal.Note;
import io.orchestrator.bench.engine.dags.FanOut;
import io.orchestrator.bench.engine.dags.Sequential;
import io.orchestrator.bench.engine.dags.Wide;
import io.orchestrator.bench.yardstick.Yardstick.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * How long one run takes on an idle engine: from before the call that asks for it to its end. The end is when the engine decided
 * it, and one commit more, because then it is durable.
 */
final class SingleRuns {

    private static final int FORTY = 40;
    private static final int TEN_THOUSAND = 10_000;
    private static final long LOOK_EVERY_NANOS = 500_000;
    private static final Duration LONGEST = Duration.ofSeconds(300);

    private SingleRuns() {}

    /** Its tasks' notes and how long it took, in milliseconds, without the last commit. */
    record SingleRun(List<Note> notes, double millis) {}

    static void sequential(Lab lab) throws Exception {
        Samples<Double> samples = millis(lab, "sequential", Sequential.ID, FORTY, lab.options.count(15, 3));
        lab.results.median("sequential40_ms", samples, SingleRuns::durable);
        lab.results.median(
                "sequential40_commits",
                samples,
                sample -> durable(sample) / FORTY / sample.yardstick().commitMillis());
    }

    static void fanOut(Lab lab) throws Exception {
        Samples<Double> samples = millis(lab, "fanout", FanOut.ID, FORTY, lab.options.count(15, 3));
        lab.results.median("fanout40_ms", samples, SingleRuns::durable);
    }

    static void wide(Lab lab) throws Exception {
        Samples<Double> samples = millis(lab, "wide", Wide.ID, TEN_THOUSAND, 1);
        lab.results.median("mapped10k_ms", samples, SingleRuns::durable);
    }

    static void wideOnTwoServers(Lab lab) throws Exception {
        Samples<Double> samples = millis(lab, "wide on two servers", Wide.ID, TEN_THOUSAND, 1);
        double two = lab.results.median("mapped10k_two_servers_ms", samples, SingleRuns::durable);
        lab.results.get("mapped10k_ms").ifPresent(one -> lab.results.figure("two_servers_ratio", one / two));
    }

    private static double durable(Gate.Sample<Double> sample) {
        return sample.value() + sample.yardstick().commitMillis();
    }

    /** The median of some runs, one after the other. */
    private static Samples<Double> millis(Lab lab, String what, String dagId, int tasks, int runs) throws Exception {
        String prefix = lab.newPrefix(dagId);
        return lab.gate.take(what, EnumSet.of(Kind.U1), () -> {
            double[] millis = new double[runs];
            String ids = prefix + System.nanoTime() + "-";
            for (int i = 0; i < runs; i++) {
                millis[i] = once(lab, dagId, ids + i, tasks).millis();
            }
            return Numbers.median(millis);
        });
    }

    static SingleRun once(Lab lab, String dagId, String runId, int tasks) throws Exception {
        Instant asked = Instant.now();
        lab.triggers.trigger(dagId, runId, Map.of());
        List<Note> notes = new ArrayList<>();
        long until = System.nanoTime() + LONGEST.toNanos();
        while (notes.size() < tasks) {
            notes.addAll(lab.journal.ended());
            if (System.nanoTime() > until) {
                throw new BenchFailed("Run %s of %s has done %d of %d tasks in %d seconds."
                        .formatted(runId, dagId, notes.size(), tasks, LONGEST.toSeconds()));
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
        Instant ended = lab.books.ended(dagId, runId);
        return new SingleRun(notes, Duration.between(asked, ended).toNanos() / 1e6);
    }
}
