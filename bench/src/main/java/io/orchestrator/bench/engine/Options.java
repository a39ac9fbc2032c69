package io.orchestrator.bench.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be measured, and how.
 *
 * @param only the names of the parts to take; empty: all
 * @param quick one short sample of everything: shows that it works, and no more
 * @param profile where recordings of the processes and of the statements go; null: none are made
 * @param slots of each worker; null: the product's default
 * @param prefetch of each worker; null: the product's default
 * @param firstPort the first of the ports that are used
 * @param folder where the cluster lives; null: a folder that is removed afterwards
 * @param jdbc take the yardsticks through JDBC, even where pgbench is there
 */
record Options(
        Set<String> only,
        boolean quick,
        @Nullable Path profile,
        @Nullable Integer slots,
        @Nullable Integer prefetch,
        int firstPort,
        @Nullable Path folder,
        boolean jdbc) {

    static final String USAGE = """
            usage: bench engine [OPTION ...]

              --only PART,PART   %s
              --quick            one short sample of everything: shows that it works, and no more
              --profile DIR      records server, worker and statements into DIR; costs some speed
              --slots N          slots of a worker; the product's default otherwise
              --prefetch N       attempts that a worker keeps queued; the product's default otherwise
              --port N           the first of a handful of ports; 22000 otherwise
              --folder DIR       where the cluster lives, kept afterwards; must not be in memory
              --jdbc             yardsticks through JDBC even where pgbench is there
            """;

    private static final int FIRST_PORT = 22_000;

    /**
     * @param parts the names that may be asked for
     * @throws BenchFailed if the arguments are wrong
     */
    static Options read(List<String> arguments, List<String> parts) {
        Deque<String> left = new ArrayDeque<>(arguments);
        Set<String> only = new LinkedHashSet<>();
        boolean quick = false;
        boolean jdbc = false;
        Path profile = null;
        Path folder = null;
        Integer slots = null;
        Integer prefetch = null;
        int port = FIRST_PORT;
        while (!left.isEmpty()) {
            String option = left.remove();
            switch (option) {
                case "--quick" -> quick = true;
                case "--jdbc" -> jdbc = true;
                case "--only" -> only.addAll(List.of(value(left, option).split(",")));
                case "--profile" -> profile = Path.of(value(left, option)).toAbsolutePath();
                case "--folder" -> folder = Path.of(value(left, option)).toAbsolutePath();
                case "--slots" -> slots = number(left, option);
                case "--prefetch" -> prefetch = number(left, option);
                case "--port" -> port = number(left, option);
                default -> throw new BenchFailed("There is no option '%s'.%n%n%s".formatted(option, usage(parts)));
            }
        }
        Optional<String> unknown =
                only.stream().filter(part -> !parts.contains(part)).findFirst();
        if (unknown.isPresent()) {
            throw new BenchFailed("There is no part '%s'.%n%n%s".formatted(unknown.get(), usage(parts)));
        }
        return new Options(only, quick, profile, slots, prefetch, port, folder, jdbc);
    }

    static String usage(List<String> parts) {
        return USAGE.formatted(String.join(", ", parts));
    }

    private static String value(Deque<String> left, String option) {
        String value = left.poll();
        if (value == null) {
            throw new BenchFailed("The option %s needs a value.".formatted(option));
        }
        return value;
    }

    private static int number(Deque<String> left, String option) {
        String value = value(left, option);
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException wrong) {
            throw new BenchFailed("The option %s is '%s': expected a whole number.".formatted(option, value), wrong);
        }
    }

    boolean takes(String part) {
        return only.isEmpty() || only.contains(part);
    }

    /** How many accepted samples a measurement has. */
    int samples() {
        return quick ? 1 : 3;
    }

    /** A span of time, or a short one in a quick run. */
    Duration seconds(double full, double short_) {
        return Duration.ofMillis((long) (1000 * (quick ? short_ : full)));
    }

    int count(int full, int few) {
        return quick ? few : full;
    }
}
