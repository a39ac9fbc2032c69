package io.orchestrator.core.simulation;

/**
 * What is to happen to a server at one of its next calls to the database.
 *
 * @param commitsOnly calls that do not commit anything are left alone
 * @param skip so many calls go well before
 * @param after false: before the database does anything
 * @param pause how long the server stands still
 */
record StorePlan(Kind kind, boolean commitsOnly, int skip, boolean after, long pause) {

    /** What happens. */
    enum Kind {
        CRASH,
        PAUSE,
        UNKNOWN_OUTCOME
    }

    StorePlan later() {
        return new StorePlan(kind, commitsOnly, skip - 1, after, pause);
    }
}
