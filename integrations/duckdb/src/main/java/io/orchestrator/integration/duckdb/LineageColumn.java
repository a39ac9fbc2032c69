package io.orchestrator.integration.duckdb;

import io.orchestrator.integration.duckdb.Lineage.Origin;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * A column of a relation of a query, while its lineage is followed.
 *
 * @param how as in {@link Lineage.Output}
 */
record LineageColumn(String name, Set<Origin> origins, How how) {

    /** The later one counts where columns meet. */
    enum How {
        IDENTITY,
        TRANSFORMATION,
        AGGREGATION,
        UNKNOWN
    }

    LineageColumn named(String other) {
        return new LineageColumn(other, origins, how);
    }

    /** What an expression of columns is. */
    static LineageColumn of(String name, Collection<LineageColumn> parts, How least) {
        Set<Origin> origins = new TreeSet<>();
        How how = least;
        for (LineageColumn part : parts) {
            origins.addAll(part.origins);
            how = part.how.compareTo(how) > 0 ? part.how : how;
        }
        return new LineageColumn(name, origins, how);
    }
}
