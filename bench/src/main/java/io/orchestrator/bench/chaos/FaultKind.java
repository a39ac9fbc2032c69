package io.orchestrator.bench.chaos;

/** What can be done to a cluster. */
enum FaultKind {
    KILL_RUNNER("runner killed", true, 20),
    KILL_WORKER("worker killed", true, 14),
    KILL_SERVER("server killed", true, 9),
    CRASH_DATABASE("database crashed", true, 7),
    KILL_BACKENDS("database connections terminated", true, 8),
    PAUSE_WORKER("worker paused", false, 6),
    PAUSE_SERVER("server paused", false, 4),
    WORKER_CUT("worker cut off", false, 4),
    WORKER_HELD("worker partitioned", false, 5),
    WORKER_ANSWERS_LOST("answers to a worker lost", false, 6),
    WORKER_HALF_CLOSED("worker connections half-closed", false, 4),
    WORKER_SLOW("worker's network slow", false, 3),
    DATABASE_CUT("server cut off from database", false, 3),
    DATABASE_HELD("server partitioned from database", false, 3),
    DATABASE_ANSWERS_LOST("answers of the database lost", false, 6),
    DATABASE_SLOW("database's network slow", false, 3),
    DISK_FULL("worker's disk full", false, 2),
    CLOCK_STEP("workers' clocks stepped", false, 2);

    private final String words;
    private final boolean kill;
    private final int weight;

    FaultKind(String words, boolean kill, int weight) {
        this.words = words;
        this.kill = kill;
        this.weight = weight;
    }

    String words() {
        return words;
    }

    /** Whether a process ends by it. */
    boolean isKill() {
        return kill;
    }

    /** Whether servers cannot go on while it lasts, or one that starts would fail. */
    boolean hitsServers() {
        return switch (this) {
            case KILL_SERVER, CRASH_DATABASE, PAUSE_SERVER, DATABASE_CUT, DATABASE_HELD, DATABASE_ANSWERS_LOST -> true;
            case KILL_RUNNER,
                    KILL_WORKER,
                    KILL_BACKENDS,
                    PAUSE_WORKER,
                    WORKER_CUT,
                    WORKER_HELD,
                    WORKER_ANSWERS_LOST,
                    WORKER_HALF_CLOSED,
                    WORKER_SLOW,
                    DATABASE_SLOW,
                    DISK_FULL,
                    CLOCK_STEP -> false;
        };
    }

    /** How often it is drawn, compared with others. */
    int weight() {
        return weight;
    }
}
