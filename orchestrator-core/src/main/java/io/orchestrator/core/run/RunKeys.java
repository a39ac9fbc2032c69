package io.orchestrator.core.run;

import java.time.Instant;

/** Run keys: the milliseconds of a run's creation since 1970, then bits that differ. So keys are ordered by time. */
public final class RunKeys {

    public static final int LOW_BITS = 20;

    private RunKeys() {}

    /** No run that was created at this instant or later has a smaller key. */
    public static long since(Instant creation) {
        return creation.toEpochMilli() << LOW_BITS;
    }

    /** When the run of a key was created. */
    public static Instant at(long key) {
        return Instant.ofEpochMilli(key >> LOW_BITS);
    }
}
