package io.orchestrator.dags;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.Task;
import io.orchestrator.sdk.TaskContext;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** One task, twenty that run at the same time, one that waits for all of them. */
public final class FanOut implements DagSource {

    private static final int PARTS = 20;

    /**
     * A span of numbers.
     *
     * @param step how many numbers a part looks at
     */
    public record Span(int start, int step) {}

    @Override
    public Dag dag() {
        return Dag.define("fan_out", dag -> {
            dag.description("Counts primes in twenty parts at the same time.").tags("example");
            Task<Span> span = dag.task("choose_span", FanOut::chooseSpan);
            List<Task<?>> parts = new ArrayList<>();
            for (int i = 0; i < PARTS; i++) {
                int part = i;
                parts.add(dag.task(
                        "count_%02d".formatted(part + 1),
                        (TaskContext context, Span all) -> count(context, all, part),
                        span));
            }
            dag.action("join", FanOut::join).after(parts.toArray(Task<?>[]::new));
        });
    }

    static Span chooseSpan(TaskContext context) {
        return new Span((int) context.params().integer("start", 1_000_000), (int)
                context.params().integer("step", 20_000));
    }

    static int count(TaskContext context, Span span, int part) {
        int from = span.start() + part * span.step();
        int primes = (int) IntStream.range(from, from + span.step())
                .filter(FanOut::isPrime)
                .count();
        context.log().log(Level.INFO, "{0} primes from {1} on among {2} numbers", primes, from, span.step());
        return primes;
    }

    static void join(TaskContext context) {
        context.log().log(Level.INFO, "All {0} parts are counted", PARTS);
    }

    static boolean isPrime(int number) {
        return number > 1
                && IntStream.rangeClosed(2, (int) Math.sqrt(number)).noneMatch(divisor -> number % divisor == 0);
    }
}
