package io.orchestrator.worker.bundle;

/** A bundle build could not be had; the message says why. */
public final class BundleException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    BundleException(String message, boolean retryable) {
        super(message);
        this.retryable = retryable;
    }

    /** False: another try would end the same way. */
    public boolean retryable() {
        return retryable;
    }
}
