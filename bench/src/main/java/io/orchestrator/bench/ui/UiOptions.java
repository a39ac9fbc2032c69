package io.orchestrator.bench.ui;

import io.orchestrator.bench.engine.BenchFailed;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for.
 *
 * @param only some parts; empty: all
 * @param instances task instances in the tables, about
 * @param samples of each address
 * @param folder where the cluster lies, kept with what was seeded; null: one of its own, deleted afterwards
 */
record UiOptions(
        Set<String> only,
        int instances,
        int samples,
        @Nullable Path folder) {

    static final String USAGE = """
            usage: bench ui [--only PARTS] [--instances N] [--samples N] [--folder DIR]

              pages      every page and every part that refreshes itself, on the server, so many times each (20)
              api        every GET of the API
              browser    every page in Chromium until it is complete
              watching   how soon an open page shows that a task has ended
              engine     what 20 open pages cost the engine
              --instances  task instances in the tables (1000000)
              --folder     kept, with all that was seeded: the next run finds it there""";

    private static final List<String> PARTS = List.of("pages", "api", "browser", "watching", "engine");
    private static final int ALL_INSTANCES = 1_000_000;
    private static final int SAMPLES = 20;

    static UiOptions parse(String... arguments) {
        Deque<String> left = new ArrayDeque<>(List.of(arguments));
        Set<String> only = new TreeSet<>();
        int instances = ALL_INSTANCES;
        int samples = SAMPLES;
        Path folder = null;
        while (!left.isEmpty()) {
            String option = left.remove();
            String value = left.poll();
            if (value == null) {
                throw new BenchFailed(USAGE);
            }
            switch (option) {
                case "--only" -> only.addAll(List.of(value.split(",")));
                case "--instances" -> instances = Integer.parseInt(value);
                case "--samples" -> samples = Integer.parseInt(value);
                case "--folder" -> folder = Path.of(value).toAbsolutePath();
                default -> throw new BenchFailed("There is no option '%s'.%n%n%s".formatted(option, USAGE));
            }
        }
        if (!PARTS.containsAll(only)) {
            throw new BenchFailed("Not all of %s are parts.%n%n%s".formatted(only, USAGE));
        }
        return new UiOptions(only, instances, samples, folder);
    }

    boolean takes(String part) {
        return only.isEmpty() || only.contains(part);
    }

    /** Whether the figures are those that are kept. */
    boolean isWhole() {
        return only.isEmpty() && instances == ALL_INSTANCES && samples >= SAMPLES;
    }
}
