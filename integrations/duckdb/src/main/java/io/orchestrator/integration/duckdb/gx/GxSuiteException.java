package io.orchestrator.integration.duckdb.gx;

/** A suite that cannot be run as it is written; says which expectation, what is wrong with it and what would be right. */
public final class GxSuiteException extends RuntimeException {

    private static final long serialVersionUID = 1;

    GxSuiteException(String message) {
        super(message);
    }
}
