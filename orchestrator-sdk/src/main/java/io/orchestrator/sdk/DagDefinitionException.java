package io.orchestrator.sdk;

import org.jspecify.annotations.Nullable;

/** A DAG is not right as it is written. The message names the DAG, the task where there is one, and the mend. */
public final class DagDefinitionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean namesDag;

    private DagDefinitionException(String message, boolean namesDag, @Nullable Throwable cause) {
        super(message, cause);
        this.namesDag = namesDag;
    }

    /** For values that are made before their DAG is known; {@link #in} adds it. */
    static DagDefinitionException of(String message) {
        return new DagDefinitionException(message, false, null);
    }

    static DagDefinitionException ofDag(String dagId, String message) {
        return new DagDefinitionException("DAG '" + dagId + "': " + message, true, null);
    }

    static DagDefinitionException ofTask(String dagId, String taskId, String message) {
        return new DagDefinitionException("DAG '" + dagId + "', task '" + taskId + "': " + message, true, null);
    }

    DagDefinitionException at(String dagId, String taskId) {
        return namesDag
                ? this
                : new DagDefinitionException("DAG '" + dagId + "', task '" + taskId + "': " + getMessage(), true, this);
    }

    DagDefinitionException in(String dagId) {
        return namesDag ? this : new DagDefinitionException("DAG '" + dagId + "': " + getMessage(), true, this);
    }
}
