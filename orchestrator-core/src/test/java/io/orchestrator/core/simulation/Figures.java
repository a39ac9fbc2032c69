package io.orchestrator.core.simulation;

import io.orchestrator.core.simulation.Simulation.Result;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** What many simulations amount to, in a line. */
final class Figures {

    private Figures() {}

    static String of(List<Result> results) {
        return String.format(
                Locale.ROOT,
                "simulation: %d seeds, %d broken; %d faults, %d attempts, %d lost with their workers or servers, "
                        + "%d given up needlessly; quiet at most %.0f s after the last fault",
                results.size(),
                results.stream().filter(result -> result.broken() != null).count(),
                sum(results, Result::faults),
                sum(results, Result::attempts),
                sum(results, Result::lost),
                sum(results, Result::needless),
                results.stream().mapToLong(Result::quietAfter).max().orElse(0) / 1e6);
    }

    private static long sum(List<Result> results, ToLongFunction<Result> what) {
        return results.stream().mapToLong(what).sum();
    }
}
