package io.orchestrator.web.api;

import java.util.UUID;

/** Airflow numbers some things; ours have random ids. The number is always the same for the same id. */
public final class NumericId {

    /** What every JSON reader can hold exactly. */
    private static final long MASK = (1L << 53) - 1;

    private NumericId() {}

    public static long of(UUID id) {
        return (id.getMostSignificantBits() * 31 + id.getLeastSignificantBits()) & MASK;
    }
}
