package io.orchestrator.core.simulation;

/** What can go wrong. In one simulation each kind is in or out, so that every mixture of them comes up. */
enum Trouble {
    /** A call does not arrive. */
    LOST_REQUEST,
    /** A call was done, and its answer does not arrive. */
    LOST_REPLY,
    /** A call arrives seconds later, when its caller has given it up. */
    LATE_REQUEST,
    /** A call arrives twice, the second time perhaps much later. */
    DOUBLE_REQUEST,
    /** What a server pushes does not arrive, and the connection is broken. */
    LOST_PUSH,
    /** A hint from one server to another does not arrive. */
    LOST_HINT,
    /** The database did what it was asked, and says that it did not. */
    UNKNOWN_OUTCOME,
    /** Nobody reaches the database for a while. */
    DATABASE_RESTART,
    /** One server does not reach the database for a while. */
    DATABASE_CUT,
    /** A server is killed, perhaps within a turn, and starts again. */
    SERVER_CRASH,
    /** A server stands still, perhaps within a turn, below or beyond its lease. */
    SERVER_PAUSE,
    /** A server goes in order, and starts again. */
    SERVER_LEAVES,
    /** The clocks of servers are wrong, and tick too fast or too slowly. */
    CLOCK_OFFSET,
    /** The clock of a server's machine is set while it runs. */
    CLOCK_STEP,
    /** A worker is killed with all that it runs, and starts again. */
    WORKER_CRASH,
    /** A worker stands still while its tasks run on, below or beyond its lease. */
    WORKER_PAUSE,
    /** A worker goes in order, and starts again. */
    WORKER_DRAINS,
    /** A worker and a server do not reach each other for a while. */
    WORKER_CUT
}
