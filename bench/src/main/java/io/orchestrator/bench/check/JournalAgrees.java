package io.orchestrator.bench.check;

import io.orchestrator.bench.check.History.Attempt;
import io.orchestrator.bench.check.Violation.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Results are what user code did, and user code ran only what the database knows of. */
final class JournalAgrees implements Rule {

    /** What a task throws that was handed a wrong value. */
    private static final String WRONG_VALUE = "wrong value";

    @Override
    public List<Violation> check(History history) {
        List<Violation> found = new ArrayList<>();
        Map<UUID, List<JournalLine>> journal = history.journalByAttempt();
        Map<UUID, Attempt> attempts =
                history.attempts().stream().collect(Collectors.toMap(Attempt::id, Function.identity()));
        journal.forEach((id, lines) -> {
            if (!attempts.containsKey(id)) {
                found.add(new Violation(
                        Kind.LOST, "the database does not know attempt %s, which ran: %s".formatted(id, lines)));
            }
            if (lines.stream().filter(JournalLine::isBegin).count() > 1) {
                found.add(new Violation(Kind.DOUBLED, "attempt %s ran more than once: %s".formatted(id, lines)));
            }
        });
        for (Attempt attempt : history.attempts()) {
            found.addAll(check(attempt, journal.getOrDefault(attempt.id(), List.of())));
        }
        return found;
    }

    private static List<Violation> check(Attempt attempt, List<JournalLine> lines) {
        boolean ended = lines.stream().anyMatch(line -> line.what().equals("end"));
        boolean failed = lines.stream().anyMatch(line -> line.what().equals("fail"));
        if (attempt.state().equals("success") && !ended) {
            return List.of(wrong(attempt, "succeeded and its code did not", lines));
        }
        if (attempt.failure().contains(WRONG_VALUE)) {
            return List.of(wrong(attempt, "was given a wrong value", lines));
        }
        if (attempt.state().equals("failed") && attempt.failure().contains("\"EXCEPTION\"") && !failed) {
            return List.of(wrong(attempt, "threw and its code did not mean to", lines));
        }
        return List.of();
    }

    private static Violation wrong(Attempt attempt, String what, List<JournalLine> lines) {
        return new Violation(
                Kind.WRONG,
                "attempt %s of %s %s: %s %s".formatted(attempt.id(), attempt.task(), what, attempt.failure(), lines));
    }
}
