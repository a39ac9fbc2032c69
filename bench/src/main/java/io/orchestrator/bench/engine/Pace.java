package io.orchestrator.bench.engine;

/** How many runs are to be begun next. */
@FunctionalInterface
interface Pace {

    long STEP_NANOS = 20_000_000;

    /**
     * @param nanos since the load began
     * @param begun how many runs were begun so far
     * @param ended how many of them have ended
     */
    long due(long nanos, long begun, long ended);

    /** About so many runs are under way at any time: as fast as the engine can. A tenth of them is begun together. */
    static Pace underWay(int runs) {
        return (nanos, begun, ended) -> {
            long missing = runs - (begun - ended);
            return missing * 10 < runs ? 0 : missing;
        };
    }

    /**
     * So many runs begin in a second, whatever becomes of them: those of {@link #STEP_NANOS} by one call, as when there are as many as
     * the engine can do. A call for each run would be most of the load.
     */
    static Pace perSecond(double runs) {
        return (nanos, begun, ended) -> (long) (runs * (nanos - nanos % STEP_NANOS) / 1e9) - begun;
    }
}
