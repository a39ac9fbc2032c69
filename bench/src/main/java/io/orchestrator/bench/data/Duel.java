package io.orchestrator.bench.data;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;

/** Two things that are measured in turn, so that what else the machine does is felt by both. */
final class Duel {

    private static final int WARMING = 1;

    private static final OperatingSystemMXBean MACHINE =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final Times plain;
    private final Times ours;

    private Duel(Times plain, Times ours) {
        this.plain = plain;
        this.ours = ours;
    }

    /** Something whose time counts. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    /** Milliseconds of each round, by the clock and of the processor. */
    private record Times(double[] wall, double[] cpu) {

        Times(int rounds) {
            this(new double[rounds], new double[rounds]);
        }

        void measure(int round, Work work) throws Exception {
            long cpuBefore = MACHINE.getProcessCpuTime();
            long before = System.nanoTime();
            work.run();
            long after = System.nanoTime();
            if (round >= 0) {
                wall[round] = (after - before) / 1e6;
                cpu[round] = (MACHINE.getProcessCpuTime() - cpuBefore) / 1e6;
            }
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%.0f ms (least %.0f, of the processor %.0f)",
                    median(wall),
                    Arrays.stream(wall).min().orElse(Double.NaN),
                    median(cpu));
        }
    }

    static Duel of(int rounds, Work plain, Work ours) throws Exception {
        Duel duel = new Duel(new Times(rounds), new Times(rounds));
        for (int round = -WARMING; round < rounds; round++) {
            duel.plain.measure(round, plain);
            duel.ours.measure(round, ours);
        }
        return duel;
    }

    double plainMillis() {
        return median(plain.wall());
    }

    double oursMillis() {
        return median(ours.wall());
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Both, with their medians. */
    String words(String nameOfPlain, String nameOfOurs) {
        return nameOfPlain + " " + plain + ", " + nameOfOurs + " " + ours;
    }
}
