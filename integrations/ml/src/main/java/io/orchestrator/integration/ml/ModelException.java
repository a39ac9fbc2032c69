package io.orchestrator.integration.ml;

/** A model or its samples are not as they have to be. Its message says what was found, what was expected and what to do. */
public final class ModelException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public ModelException(String message) {
        super(message);
    }

    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
