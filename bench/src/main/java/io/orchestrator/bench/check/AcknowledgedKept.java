package io.orchestrator.bench.check;

import io.orchestrator.bench.check.History.Attempt;
import io.orchestrator.bench.check.Violation.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A result that a worker was told to be durable is there. */
final class AcknowledgedKept implements Rule {

    @Override
    public List<Violation> check(History history) {
        List<Violation> found = new ArrayList<>();
        Map<UUID, Attempt> attempts =
                history.attempts().stream().collect(Collectors.toMap(Attempt::id, Function.identity()));
        for (WorkerLine line : history.workers()) {
            Attempt attempt = line.attemptId() == null ? null : attempts.get(line.attemptId());
            String state = attempt == null ? "not there" : attempt.state();
            boolean success = line.isAcknowledged("succeeded") && !state.equals("success");
            boolean failure = line.isAcknowledged("failed") && !state.equals("failed");
            if (success || failure) {
                found.add(new Violation(
                        Kind.LOST,
                        "attempt %s is %s, and its end was acknowledged as %s"
                                .formatted(line.attemptId(), state, line.detail())));
            }
        }
        return found;
    }
}
