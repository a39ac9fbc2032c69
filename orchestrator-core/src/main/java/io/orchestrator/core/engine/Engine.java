package io.orchestrator.core.engine;

import java.util.concurrent.CompletableFuture;

/** The one door to the engine: everything that changes a run goes through it. */
public interface Engine {

    /**
     * Puts a command into the inbox.
     *
     * @return completed once the command is durable; failed with {@link CommandRefused} if it cannot be granted
     */
    <R> CompletableFuture<R> submit(Command<R> command);

    /** How the loop is doing. */
    Health health();

    /**
     * @param serving this server decides on the DAGs that it owns; false: it has no lease just now
     * @param lastTurnAgeMillis how long ago a turn ended well
     */
    record Health(boolean serving, long lastTurnAgeMillis) {}
}
