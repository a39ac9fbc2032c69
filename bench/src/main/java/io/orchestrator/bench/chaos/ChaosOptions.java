package io.orchestrator.bench.chaos;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What stands on the command line.
 *
 * @param kills how many processes are killed; other faults come on top
 * @param seed what DAGs and faults are drawn from
 * @param atMost when it stops although there were fewer kills
 */
record ChaosOptions(int kills, long seed, Duration atMost) {

    static final String USAGE = "usage: chaos [--kills N] [--seed S] [--minutes M]";

    private static final int SEEDS = 1_000_000;

    static ChaosOptions parse(String... arguments) {
        ChaosOptions options = new ChaosOptions(30, ThreadLocalRandom.current().nextInt(SEEDS), Duration.ofHours(24));
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException("%s has no value; %s".formatted(arguments[i], USAGE));
            }
            options = options.with(arguments[i], number(arguments[i], arguments[i + 1]));
        }
        return options;
    }

    private ChaosOptions with(String name, long value) {
        return switch (name) {
            case "--kills" -> new ChaosOptions(Math.toIntExact(value), seed, atMost);
            case "--seed" -> new ChaosOptions(kills, value, atMost);
            case "--minutes" -> new ChaosOptions(kills, seed, Duration.ofMinutes(value));
            default -> throw new IllegalArgumentException("there is no option %s; %s".formatted(name, USAGE));
        };
    }

    private static long number(String name, String value) {
        if (!value.matches("\\d{1,9}")) {
            throw new IllegalArgumentException("%s is '%s', expected a whole number; %s".formatted(name, value, USAGE));
        }
        return Long.parseLong(value);
    }
}
