package io.orchestrator.core.notify;

/** A notice did not arrive; the message says why, without any secret of the channel. */
public final class DeliveryFailed extends Exception {

    private static final long serialVersionUID = 1L;

    public DeliveryFailed(String message) {
        super(message, null, false, false);
    }
}
