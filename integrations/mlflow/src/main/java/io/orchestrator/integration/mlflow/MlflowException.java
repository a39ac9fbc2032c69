package io.orchestrator.integration.mlflow;

import java.io.IOException;

/** An MLflow server refuses something, or does not answer. */
public final class MlflowException extends IOException {

    private static final long serialVersionUID = 1;

    private final String code;

    MlflowException(String code, String message) {
        super(message);
        this.code = code;
    }

    MlflowException(String message, Throwable cause) {
        super(message, cause);
        this.code = "";
    }

    /** MLflow's word for it, such as {@code RESOURCE_DOES_NOT_EXIST}; empty: it said none. */
    public String code() {
        return code;
    }
}
