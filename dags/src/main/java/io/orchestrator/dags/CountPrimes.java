package io.orchestrator.dags;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.Each;
import io.orchestrator.sdk.Input;
import io.orchestrator.sdk.Param;
import io.orchestrator.sdk.Task;
import io.orchestrator.sdk.TaskContext;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.stream.IntStream;

/** Counts primes in as many parts as the run is told to: a task mapped over a list, and params with a form. */
public final class CountPrimes implements DagSource {

    /** What a run may be given. */
    public record Settings(
            @Param(min = 2, max = 1_000_000_000, description = "The first number that is looked at")
            int start,

            @Param(min = 1, max = 10_000, description = "How many parts there are")
            int parts,

            @Param(min = 1, max = 1_000_000, description = "How many numbers a part looks at")
            int step) {}

    /** The numbers from {@code from} on, {@code to} not among them. */
    public record Range(int from, int to) {}

    @Override
    public Dag dag() {
        return Dag.define("count_primes", dag -> {
            dag.description("Counts primes, each part a mapped task instance of its own.")
                    .tags("example");
            Input<Settings> settings = dag.params(new Settings(1_000_000, 50, 20_000));

            Task<List<Range>> ranges = dag.task("split", CountPrimes::split, settings);
            Task<List<Integer>> counts = dag.map("count", CountPrimes::count, Each.of(ranges));
            dag.task("sum", CountPrimes::sum, counts);
        });
    }

    static List<Range> split(Settings settings) {
        return IntStream.range(0, settings.parts())
                .map(part -> settings.start() + part * settings.step())
                .mapToObj(from -> new Range(from, from + settings.step()))
                .toList();
    }

    static int count(TaskContext context, Range range) {
        context.label("from " + range.from());
        return (int) IntStream.range(range.from(), range.to())
                .filter(FanOut::isPrime)
                .count();
    }

    static int sum(TaskContext context, List<Integer> counts) {
        int primes = counts.stream().mapToInt(Integer::intValue).sum();
        context.log().log(Level.INFO, "{0} primes in {1} parts", primes, counts.size());
        return primes;
    }
}
