package io.orchestrator.integration.duckdb;

import org.jspecify.annotations.Nullable;

/** Data that is not as it should be: says in which dataset and column, and shows a sample. */
public final class DataException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final @Nullable String dataset;
    private final @Nullable String column;

    DataException(String message, @Nullable String dataset, @Nullable String column, @Nullable Throwable cause) {
        super(message, cause);
        this.dataset = dataset;
        this.column = column;
    }

    /** Which dataset it is about, or null: that cannot be told. */
    public @Nullable String dataset() {
        return dataset;
    }

    /** Which column it is about, or null: none, or that cannot be told. */
    public @Nullable String column() {
        return column;
    }
}
