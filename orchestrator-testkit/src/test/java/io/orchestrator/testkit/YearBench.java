package io.orchestrator.testkit;

import io.orchestrator.sdk.Catchup;
import io.orchestrator.sdk.Cron;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.Task;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;

/**
 * How long a year of an hourly schedule with ten tasks takes, 87,600 attempts: run it as a program. The first round is a cold
 * JVM's.
 */
final class YearBench {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 3;
    private static final int TASKS = 10;

    private YearBench() {}

    public static void main(String[] args) {
        for (int round = 1; round <= ROUNDS; round++) {
            long begin = System.nanoTime();
            long cpu = THREADS.getCurrentThreadCpuTime();
            try (DagScenario year = DagScenario.of(hourly())) {
                year.advanceTo(Instant.parse("2026-12-31T23:30:00Z"));
                long succeeded = year.runs().stream()
                        .filter(run -> run.state().equals("success"))
                        .count();
                System.out.printf(
                        "round %d: %d runs succeeded, %d ms, of them %d ms of this thread's CPU%n",
                        round,
                        succeeded,
                        Duration.ofNanos(System.nanoTime() - begin).toMillis(),
                        Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - cpu)
                                .toMillis());
            }
        }
    }

    private static Dag hourly() {
        return Dag.define("hourly", dag -> {
            dag.schedule(Cron.hourly("UTC")).startingAt("2026-01-01").catchup(Catchup.ALL);
            Task<Void> before = dag.action("t0", () -> {});
            for (int i = 1; i < TASKS; i++) {
                before = dag.action("t" + i, () -> {}).after(before);
            }
        });
    }
}
