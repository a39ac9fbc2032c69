package io.orchestrator.core.notify;

/** Brings a notice to its channel. */
@FunctionalInterface
public interface Sender {

    /** Returns within seconds, when the channel has taken the notice. May be called from several threads. */
    void send(Notice notice) throws DeliveryFailed;
}
