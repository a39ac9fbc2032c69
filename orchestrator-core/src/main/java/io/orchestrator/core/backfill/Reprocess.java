package io.orchestrator.core.backfill;

import io.orchestrator.core.run.DagRunState;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which runs that are there already a backfill runs again. */
public enum Reprocess {
    NONE,
    FAILED,
    /** Whether they succeeded or failed. */
    COMPLETED;

    /**
     * Why a run that is there is left out, or null: it runs again.
     *
     * @param there its state
     */
    public @Nullable LeftOut leavesOut(DagRunState there) {
        if (!there.isFinal()) {
            return LeftOut.IN_FLIGHT;
        }
        boolean again = this == COMPLETED || this == FAILED && there == DagRunState.FAILED;
        return again ? null : LeftOut.EXISTS;
    }

    /** The name in tables and in the API: {@code completed}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if there is none with that key */
    public static Reprocess of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
