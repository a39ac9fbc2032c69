package io.orchestrator.bench.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What stands on the command line.
 *
 * @param scenario what is at work, and what breaks
 * @param kills how many processes are killed; other faults come on top
 * @param seed what DAGs and faults are drawn from
 * @param atMost when it stops although there were fewer kills
 * @param port the database's, and after it one for each server; 0: the first that are free
 * @param folder where everything is written and left; null: a temporary one, left only when something was wrong
 */
record ChaosOptions(
        Scenario scenario,
        int kills,
        long seed,
        Duration atMost,
        int port,
        @Nullable Path folder) {

    static final String USAGE =
            "usage: chaos [--scenario all|crons|datasets] [--kills N] [--seed S] [--minutes M] [--port P] [--folder DIR]";

    private static final int SEEDS = 1_000_000;

    static ChaosOptions parse(String... arguments) {
        ChaosOptions options = new ChaosOptions(
                Scenario.ALL, 30, ThreadLocalRandom.current().nextInt(SEEDS), Duration.ofHours(24), 0, null);
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException("%s has no value; %s".formatted(arguments[i], USAGE));
            }
            options = options.with(arguments[i], arguments[i + 1]);
        }
        return options;
    }

    private ChaosOptions with(String name, String value) {
        return switch (name) {
            case "--scenario" -> new ChaosOptions(Scenario.of(value), kills, seed, atMost, port, folder);
            case "--kills" ->
                new ChaosOptions(scenario, Math.toIntExact(number(name, value)), seed, atMost, port, folder);
            case "--seed" -> new ChaosOptions(scenario, kills, number(name, value), atMost, port, folder);
            case "--minutes" ->
                new ChaosOptions(scenario, kills, seed, Duration.ofMinutes(number(name, value)), port, folder);
            case "--port" ->
                new ChaosOptions(scenario, kills, seed, atMost, Math.toIntExact(number(name, value)), folder);
            case "--folder" ->
                new ChaosOptions(
                        scenario, kills, seed, atMost, port, Path.of(value).toAbsolutePath());
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
