package io.orchestrator.serving;

import java.io.IOException;

/** Who may ask for predictions. May be asked from any thread. */
@FunctionalInterface
public interface Clients {

    /**
     * Whether whoever shows this token may ask.
     *
     * @throws IOException if it cannot be told now
     */
    boolean mayAsk(String token) throws IOException, InterruptedException;
}
