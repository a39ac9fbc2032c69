package io.orchestrator.bench.check;

import java.util.List;

/** Holds all rules against a history. */
public final class Checker {

    private static final List<Rule> RULES = List.of(
            new RunsOnce(),
            new SlotsOnce(),
            new ResultsOnce(),
            new NothingStale(),
            new JournalAgrees(),
            new AcknowledgedKept(),
            new OrderKept(),
            new LimitsKept(),
            new AllEnded(),
            new VersionsOnce(),
            new FilesWhole(),
            new RowsOnce(),
            new PinsRight());

    private Checker() {}

    /** Empty: nothing is wrong. */
    public static List<Violation> check(History history) {
        return RULES.stream().flatMap(rule -> rule.check(history).stream()).toList();
    }
}
