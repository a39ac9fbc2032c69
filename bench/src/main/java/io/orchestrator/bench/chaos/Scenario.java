package io.orchestrator.bench.chaos;

import io.orchestrator.bench.chaos.dags.CronDag;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What is at work, and what breaks. */
enum Scenario {
    /** DAGs of every kind, users who ask for runs, and every fault. */
    ALL(ChaosBundle.TRIGGERED, ChaosBundle.TRIGGERED, List.of(FaultKind.values()), 1),

    /** 500 DAGs that run by the minute, and every few seconds a server or the database is killed. */
    CRONS(
            IntStream.range(0, CronDag.COUNT).mapToObj(CronDag::id).toArray(String[]::new),
            new String[0],
            List.of(FaultKind.KILL_SERVER, FaultKind.CRASH_DATABASE),
            3),

    /** DAGs that add to datasets and overwrite them, users who ask for runs, and kills at the moment of publishing. */
    DATASETS(
            ChaosBundle.LAKE,
            ChaosBundle.LAKE_TRIGGERED,
            List.of(
                    FaultKind.KILL_RUNNER,
                    FaultKind.KILL_WORKER,
                    FaultKind.KILL_SERVER,
                    FaultKind.CRASH_DATABASE,
                    FaultKind.KILL_BACKENDS,
                    FaultKind.WORKER_ANSWERS_LOST,
                    FaultKind.DATABASE_ANSWERS_LOST),
            1);

    private final String[] dags;
    private final String[] triggered;
    private final List<FaultKind> faults;
    private final int pauses;

    Scenario(String[] dags, String[] triggered, List<FaultKind> faults, int pauses) {
        this.dags = dags;
        this.triggered = triggered;
        this.faults = faults;
        this.pauses = pauses;
    }

    static Scenario of(String name) {
        return Stream.of(values())
                .filter(scenario -> scenario.key().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("there is no scenario '%s', only all, crons and datasets; %s"
                                .formatted(name, ChaosOptions.USAGE)));
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The DAGs that must be there before anything breaks. */
    String[] dags() {
        return dags;
    }

    /** Those that users ask for runs of; none: their schedules are work enough. */
    String[] triggered() {
        return triggered;
    }

    /** Whether a fault waits for the moment at which something is about to be published. */
    boolean aims() {
        return this == DATASETS;
    }

    boolean breaks(FaultKind kind) {
        return faults.contains(kind);
    }

    /** How many times as long as usual it pauses between two faults. */
    int pauses() {
        return pauses;
    }
}
