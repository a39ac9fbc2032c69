package io.orchestrator.runner;

import io.orchestrator.sdk.DagDefinitionException;
import org.jspecify.annotations.Nullable;

/** A class that should define a DAG does not. The message is a sentence for its author. */
final class DagSourceException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param cause what user code threw, or null if it was not called
     */
    DagSourceException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    static DagSourceException thrown(String source, Throwable thrown) {
        Throwable own =
                thrown instanceof ExceptionInInitializerError && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (own instanceof DagDefinitionException) {
            return new DagSourceException(String.valueOf(own.getMessage()), own);
        }
        return new DagSourceException(
                source + " threw " + Throwables.sentence(own) + "; a DAG source must define its DAG without failing",
                own);
    }
}
