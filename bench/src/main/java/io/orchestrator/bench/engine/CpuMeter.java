package io.orchestrator.bench.engine;

import io.orchestrator.bench.cluster.Cluster;
import io.orchestrator.bench.cluster.ServerProcess;
import io.orchestrator.bench.cluster.WorkerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How much processor time each kind of process of a cluster has used. Told for each task it is what the throughput comes down to,
 * and it changes less than the throughput does when the machine is shared.
 */
final class CpuMeter {

    /** The kernel counts in hundredths of a second. */
    private static final double TICKS_PER_SECOND = 100;

    /** In /proc/PID/stat, after the name: used by itself in user and in kernel mode, then by children that have ended. */
    private static final int OWN = 11;

    private static final int ENDED_CHILDREN = 13;

    private final Cluster cluster;

    CpuMeter(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Seconds so far. */
    Map<String, Double> seconds() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        seconds.put(
                "servers",
                sum(cluster.servers().stream().map(ServerProcess::program).map(program -> ticks(program.pid(), OWN))));
        seconds.put(
                "workers",
                sum(cluster.workers().stream().map(WorkerProcess::program).map(program -> ticks(program.pid(), OWN))));
        seconds.put(
                "runners",
                sum(cluster.workers().stream().map(WorkerProcess::program).map(program -> family(program.pid()))));
        seconds.put("postgres", sum(postmasters().map(pid -> ticks(pid, OWN) + family(pid))));
        seconds.put("bench", sum(Stream.of(ticks(ProcessHandle.current().pid(), OWN))));
        return seconds;
    }

    /** Milliseconds for each task between two readings. */
    static Map<String, Double> millisPerTask(Map<String, Double> before, Map<String, Double> after, long tasks) {
        Map<String, Double> millis = new LinkedHashMap<>();
        after.forEach((process, seconds) ->
                millis.put(process, Numbers.rounded((seconds - before.getOrDefault(process, 0.0)) * 1000 / tasks)));
        return millis;
    }

    private static double sum(Stream<Double> seconds) {
        return seconds.mapToDouble(Double::doubleValue).sum();
    }

    private static Stream<Long> postmasters() {
        return ProcessHandle.current()
                .children()
                .filter(process -> process.info().command().orElse("").endsWith("/postgres"))
                .map(ProcessHandle::pid);
    }

    /** All that a process has started, dead or alive. */
    private static double family(long pid) {
        double alive = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .mapToDouble(process -> ticks(process.pid(), OWN))
                .sum();
        return alive + ticks(pid, ENDED_CHILDREN);
    }

    private static double ticks(long pid, int first) {
        try {
            String stat = Files.readString(Path.of("/proc/%d/stat".formatted(pid)));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[first]) + Long.parseLong(fields[first + 1])) / TICKS_PER_SECOND;
        } catch (IOException gone) {
            return 0;
        }
    }
}
