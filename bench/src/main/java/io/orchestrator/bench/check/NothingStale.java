package io.orchestrator.bench.check;

import io.orchestrator.bench.check.History.Attempt;
import io.orchestrator.bench.check.Violation.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An attempt's end is written while it is the current one: before the next attempt of its task was handed over. */
final class NothingStale implements Rule {

    @Override
    public List<Violation> check(History history) {
        List<Violation> found = new ArrayList<>();
        history.attemptsByTask().values().forEach(attempts -> {
            for (int i = 1; i < attempts.size(); i++) {
                found.addAll(check(attempts.get(i - 1), attempts.get(i)));
            }
        });
        return found;
    }

    private static List<Violation> check(Attempt earlier, Attempt later) {
        Instant ended = earlier.endedAt();
        if (ended == null || ended.isAfter(later.queuedAt())) {
            return List.of(new Violation(
                    Kind.STALE,
                    "attempt %s of %s ended as %s at %s, after the next one was handed over at %s"
                            .formatted(earlier.id(), earlier.task(), earlier.state(), ended, later.queuedAt())));
        }
        if (earlier.state().equals("success")) {
            return List.of(new Violation(
                    Kind.DOUBLED,
                    "%s was handed over again after its success in attempt %s"
                            .formatted(earlier.task(), earlier.id())));
        }
        return List.of();
    }
}
