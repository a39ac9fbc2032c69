package io.orchestrator.bench.chaos;

import io.orchestrator.bench.chaos.dags.CronDag;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What is at work, and what breaks. */
enum Scenario {
    /** DAGs of every kind, users who ask for runs, and every fault. */
    ALL(ChaosBundle.TRIGGERED, List.of(FaultKind.values()), 1),

    /** 500 DAGs that run by the minute, and every few seconds a server or the database is killed. */
    CRONS(
            IntStream.range(0, CronDag.COUNT).mapToObj(CronDag::id).toArray(String[]::new),
            List.of(FaultKind.KILL_SERVER, FaultKind.CRASH_DATABASE),
            3);

    private final String[] dags;
    private final List<FaultKind> faults;
    private final int pauses;

    Scenario(String[] dags, List<FaultKind> faults, int pauses) {
        this.dags = dags;
        this.faults = faults;
        this.pauses = pauses;
    }

    static Scenario of(String name) {
        return Stream.of(values())
                .filter(scenario -> scenario.key().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no scenario '%s', only all and crons; %s".formatted(name, ChaosOptions.USAGE)));
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The DAGs that must be there before anything breaks. */
    String[] dags() {
        return dags;
    }

    boolean breaks(FaultKind kind) {
        return faults.contains(kind);
    }

    /** How many times as long as usual it pauses between two faults. */
    int pauses() {
        return pauses;
    }
}
