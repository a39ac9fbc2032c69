package io.orchestrator.core.engine;

import io.orchestrator.core.run.DagRun;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Runs that count for one limit: those of a backfill, or all others of a DAG.
 *
 * @param backfillId null: the others
 */
record Lane(String dagId, @Nullable Long backfillId) implements Comparable<Lane> {

    private static final Comparator<Lane> ORDER = Comparator.comparing(Lane::dagId)
            .thenComparing(Lane::backfillId, Comparator.nullsFirst(Comparator.naturalOrder()));

    static Lane of(DagRun run) {
        return new Lane(run.dagId(), run.backfillId());
    }

    /** The runs of a DAG that belong to no backfill. */
    static Lane ordinary(String dagId) {
        return new Lane(dagId, null);
    }

    /** A DAG's own runs come before those of its backfills. */
    @Override
    public int compareTo(Lane other) {
        return ORDER.compare(this, other);
    }
}
