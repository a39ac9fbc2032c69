package io.orchestrator.protocol.worker;

import org.jspecify.annotations.Nullable;

/** Leaves out of a report what it does to datasets, where that is nothing. */
final class NoDatasets {

    @Override
    public boolean equals(@Nullable Object value) {
        return value == null || DatasetReport.NONE.equals(value);
    }

    @Override
    public int hashCode() {
        return 0;
    }
}
