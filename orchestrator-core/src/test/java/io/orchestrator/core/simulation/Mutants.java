package io.orchestrator.core.simulation;

import java.util.function.Supplier;

/** One for each safeguard. */
enum Mutants {
    /** A report counts for whatever attempt its task has by then. */
    NO_ATTEMPT_FENCE(UnfencedReports::new),
    /** A server's commit is taken though its row was closed. */
    NO_SERVER_FENCE(UnfencedServers::new),
    /** Leases are judged by the clock of the server that looks. */
    NODE_CLOCK(NodeClock::new),
    /** What follows from a change is written in a second step. */
    RELEASE_IN_A_SECOND_STEP(LateRelease::new),
    /** A run is looked for and then created, and nothing keeps two of them apart. */
    NO_UNIQUE_RUN(RepeatedRuns::new),
    /** Used slots are counted on the side. */
    COUNTED_SLOTS(CountedSlots::new),
    /** The slots of a pool are not counted when they are taken. */
    UNCOUNTED_POOLS(UncountedPools::new),
    /** What deferred work has left is not written down. */
    FORGOTTEN_WORK(ForgottenWork::new),
    /** A session gets its lease with its first heartbeat. */
    LEASE_BY_HEARTBEAT(LeaseByHeartbeat::new);

    private final Supplier<Mutant> maker;

    Mutants(Supplier<Mutant> maker) {
        this.maker = maker;
    }

    Mutant make() {
        return maker.get();
    }
}
