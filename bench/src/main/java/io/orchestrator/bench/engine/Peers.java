package io.orchestrator.bench.engine;

import io.orchestrator.bench.engine.Gate.Samples;
import io.orchestrator.bench.peer.Peer;
import io.orchestrator.bench.yardstick.Yardstick.Kind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;

/** The same chains by other schedulers, on the same PostgreSQL, while our cluster is idle. */
final class Peers {

    private Peers() {}

    static void take(Lab lab) throws Exception {
        try (Peer peer = Peer.dbScheduler(lab.access)) {
            take(lab, peer, "db_scheduler");
        }
        try (Peer peer = Peer.quartz(lab.access)) {
            take(lab, peer, "quartz");
        }
    }

    private static void take(Lab lab, Peer peer, String name) throws Exception {
        Duration warmUp = lab.options.seconds(5, 2);
        Duration window = lab.options.seconds(5, 2);
        Samples<Double> samples;
        peer.start();
        TimeUnit.NANOSECONDS.sleep(warmUp.toNanos());
        peer.pause();
        samples = lab.gate.take(peer.name(), EnumSet.of(Kind.L50), () -> {
            peer.start();
            double perSecond = peer.tasksPerSecond(window);
            peer.pause();
            return perSecond;
        });
        lab.results.median(name + "_tasks_per_second", samples, sample -> sample.value());
        double theirs = lab.results.median(
                name + "_tasks_per_l50",
                samples,
                sample -> sample.value() / sample.yardstick().get(Kind.L50));
        lab.results.get("tasks_per_l50").ifPresent(ours -> lab.results.figure("times_" + name, ours / theirs));
    }
}
