package io.orchestrator.worker;

/** A setting that cannot be used; the message is one sentence for whoever started the worker. */
public final class BadSettings extends Exception {

    private static final long serialVersionUID = 1L;

    BadSettings(String message) {
        super(message);
    }
}
